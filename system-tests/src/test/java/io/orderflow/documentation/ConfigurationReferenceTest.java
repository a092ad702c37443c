package io.orderflow.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * With {@code -Dconfiguration.write=true} it writes the page's tables instead of comparing them.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigurationReferenceTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final String HEAD =
      "| property | default | environment variable | means |\n|---|---|---|---|\n";

  /** The prefixes of a table in its first line. */
  private static final Pattern TABLE =
      Pattern.compile("(<!-- settings: ([^>]*) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  private final List<Setting> settings = Settings.all();

  ConfigurationReferenceTest() throws IOException {}

  @Test
  void every_setting_says_what_it_means() {
    assertThat(settings)
        .isNotEmpty()
        .as("give it a @param in its record, or a description in META-INF/additional-spring-…json")
        .noneMatch(setting -> setting.description().isBlank());
  }

  @Test
  void every_setting_has_its_place_on_the_page() throws IOException {
    var prefixes = prefixes(Files.readString(PAGE));

    assertThat(settings)
        .as("name its prefix in one <!-- settings: … --> of docs/configuration.md")
        .allSatisfy(setting -> assertThat(prefixes.stream().filter(setting::isBelow)).hasSize(1));
  }

  /** Linux gives 32768 to 60999 to outgoing connections, of whatever program; others go higher. */
  @Test
  void no_port_is_one_that_an_outgoing_connection_may_have_taken() {
    assertThat(settings)
        .filteredOn(setting -> setting.name().endsWith(".port"))
        .extracting(Setting::byDefault)
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port).isNotNull().matches("[0-9]{4}"));
  }

  @Test
  void the_page_says_what_the_code_does() throws IOException {
    String page = Files.readString(PAGE);
    String filled = TABLE.matcher(page).replaceAll(this::table);
    if (Boolean.getBoolean("configuration.write")) {
      Files.writeString(PAGE, filled);
      return;
    }

    assertThat(page)
        .as("docs/configuration.md is not up to date; `make configuration` writes it anew")
        .isEqualTo(filled);
  }

  private static List<String> prefixes(String page) {
    return TABLE.matcher(page).results().flatMap(table -> Arrays.stream(listed(table))).toList();
  }

  private static String[] listed(MatchResult table) {
    return table.group(2).split(" ");
  }

  private String table(MatchResult table) {
    String rows =
        Arrays.stream(listed(table))
            .flatMap(prefix -> settings.stream().filter(setting -> setting.isBelow(prefix)))
            .map(setting -> setting.row() + "\n")
            .collect(Collectors.joining());
    return Matcher.quoteReplacement(table.group(1) + HEAD + rows + table.group(3));
  }
}
