package io.orderflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest extends ConsoleTest {

  private static final Pattern LOADED =
      Pattern.compile("(?:src|href)=\"(/console/assets/[^\"]+)\"");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console",
        "/console/",
        "/console/orders",
        "/console/attention",
        "/console/partners",
        "/console/processors",
        "/console/processors/dead-letters",
        "/console/callbacks",
        "/console/webhooks"
      })
  void a_page_says_where_it_is_and_lets_the_keyboard_skip_what_all_pages_have(String path) {
    var page = browser.page(path);
    assertThat(page)
        .contains("<html lang=\"en\">", "<meta name=\"viewport\"", "href=\"#content\"")
        .contains("<main id=\"content\"")
        .containsOnlyOnce("aria-current=\"page\"")
        .containsOnlyOnce("<h1");
  }

  @Test
  void everything_a_page_loads_is_here() {
    var loaded = LOADED.matcher(browser.page("/console")).results().map(found -> found.group(1));
    assertThat(loaded)
        .hasSizeGreaterThan(4)
        .allSatisfy(
            path -> {
              var answer = browser.open(path);
              assertThat(answer.statusCode()).as(path).isEqualTo(200);
              assertThat(answer.body()).as(path).doesNotContain("sourceMappingURL");
            });
  }

  @Test
  void a_browser_is_shown_a_problem_as_a_page() {
    var answer = browser.open("/console/nothing");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Browser.harmless(answer))
        .contains("<p class=\"code\">404</p>", "There is nothing here", "href=\"/console\"");
  }

  @Test
  void a_program_is_told_the_same_problem_as_json() {
    var answer = browser.send(browser.request("/console/nothing").setHeader("Accept", "*/*").GET());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("\"code\":\"NOT_FOUND\"");
  }

  @Test
  void problems_outside_of_the_console_are_no_pages() {
    var answer = browser.open("/api/v1/orders/nothing");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }
}
