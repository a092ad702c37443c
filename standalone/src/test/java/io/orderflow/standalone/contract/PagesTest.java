package io.orderflow.standalone.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The document and its pages can be read without anything from elsewhere. */
class PagesTest extends StandaloneTest {

  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  @Test
  void the_document_is_served_as_it_was_written() throws IOException {
    var answer = get("/api/v1/openapi.yaml");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Files.readString(Contract.FILE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/swagger", "/docs/redoc"})
  void pages_load_everything_from_here_and_have_no_inline_script(String page) throws IOException {
    var left = new ArrayDeque<String>();
    var seen = new HashSet<String>();
    left.add(page);
    while (!left.isEmpty()) {
      String target = left.remove();
      if (seen.add(target)) {
        var answer = get(target);
        assertThat(answer.status()).as(target).isEqualTo(200);
        if (answer.mediaType().orElse("").equals("text/html")) {
          assertThat(answer.body()).doesNotContainPattern("<script(?! src)|style=|\\son[a-z]+=");
          LOADED.matcher(answer.body()).results().map(found -> found.group(1)).forEach(left::add);
        }
      }
    }
    assertThat(seen).allMatch(target -> target.startsWith("/")).hasSizeGreaterThan(4);
  }

  @ParameterizedTest
  @CsvSource({"/docs/, 302", "/docs/nothing, 404", "/docs/../application.yml, 400"})
  void nothing_else_is_there(String target, int status) throws IOException {
    assertThat(get(target).status()).isEqualTo(status);
  }

  private Answer get(String target) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.exchange(new Call("GET", target).bytes(), false);
    }
  }
}
