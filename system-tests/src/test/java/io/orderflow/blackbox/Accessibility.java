package io.orderflow.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** What axe-core finds on a page that keeps people out. */
final class Accessibility {

  private static final String SCRIPT = script();

  /** Each as its rule, how serious it is, and the first element that breaks it. */
  private static final String RUN =
      """
      async () => {
        const found = await axe.run(document, {resultTypes: ['violations']});
        return found.violations
            .filter(one => one.impact === 'serious' || one.impact === 'critical')
            .map(one => `${one.id} (${one.impact}) at ${one.nodes[0].html}: ${one.nodes[0].failureSummary}`);
      }
      """;

  private Accessibility() {}

  private static String script() {
    try (var script = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script, "axe-core").readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Its serious findings.
   *
   * @param page whose context takes scripts that its policy forbids
   */
  static List<?> findings(Page page) {
    page.evaluate(SCRIPT + "; null");
    return (List<?>) page.evaluate(RUN);
  }
}
