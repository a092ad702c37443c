package io.orderflow.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProblemsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "problems.md");
  private static final Pattern LINE =
      Pattern.compile(
          "\\| <a id=\"([a-z-]+)\"></a>`([A-Z_]+)` \\| (\\d{3}) \\| [^|]+ \\| [^|]+ \\|");

  @Test
  void the_page_has_exactly_the_codes_there_are_each_under_the_anchor_its_type_ends_with()
      throws IOException {
    List<String> page =
        LINE.matcher(Files.readString(PAGE))
            .results()
            .map(line -> line.group(1) + " " + line.group(2) + " " + line.group(3))
            .toList();
    List<String> codes =
        Arrays.stream(ProblemCode.values())
            .map(code -> anchor(code) + " " + code.name() + " " + code.status())
            .toList();
    assertThat(page).containsExactlyElementsOf(codes);
  }

  private static String anchor(ProblemCode code) {
    String type = ProblemResponse.typeOf(code);
    assertThat(type).startsWith("urn:orderflow:problem:").isEqualTo(type.toLowerCase(Locale.ROOT));
    return type.substring(type.lastIndexOf(':') + 1);
  }
}
