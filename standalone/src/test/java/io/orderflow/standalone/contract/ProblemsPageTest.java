package io.orderflow.standalone.contract;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.web.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void the_page_lists_every_code_with_its_status_under_the_anchor_of_its_type() throws IOException {
    List<String> page =
        LINE.matcher(Files.readString(PAGE))
            .results()
            .map(line -> line.group(1) + " " + line.group(2) + " " + line.group(3))
            .toList();
    List<String> codes =
        ProblemCodes.all().values().stream()
            .map(code -> anchor(code) + " " + code.name() + " " + code.status())
            .toList();
    assertThat(page).containsExactlyInAnyOrderElementsOf(codes);
    assertThat(page).isSortedAccordingTo(comparing(line -> line.substring(line.length() - 3)));
  }

  private static String anchor(ProblemCode code) {
    String type = code.type();
    assertThat(type).startsWith("urn:orderflow:problem:").isEqualTo(type.toLowerCase(Locale.ROOT));
    return type.substring(type.lastIndexOf(':') + 1);
  }
}
