package io.orderflow.documentation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One property, as a row of the page.
 *
 * @param byDefault what holds where it is not set; null where that is not one value
 * @param inDemo what the profile {@code demo} sets
 */
record Setting(
    String name, @Nullable String byDefault, @Nullable String inDemo, String description) {

  boolean isBelow(String prefix) {
    return name.equals(prefix) || name.startsWith(prefix + ".");
  }

  String row() {
    String demo = inDemo == null || inDemo.equals(byDefault) ? "" : "; demo " + code(inDemo);
    return "| %s | %s%s | %s | %s |"
        .formatted(code(name), value(), demo, code(variable()), means());
  }

  private String value() {
    if (byDefault == null) {
      return "–";
    }
    return byDefault.isEmpty() ? "empty" : code(byDefault);
  }

  private String variable() {
    return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** As in Javadoc, in the page's own marks. */
  private String means() {
    return description.replaceAll("\\{@code ([^}]*)}", "`$1`").replace("|", "\\|");
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
