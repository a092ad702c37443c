package io.orderflow.ordering;

import io.orderflow.api.Labels;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Validates labels. */
final class LabelsValidator {

  static final String AT = "/labels";

  private LabelsValidator() {}

  /**
   * None if none were sent; those that are invalid are left out, and the validator records them.
   */
  static Labels read(RequestValidator check, @Nullable Map<String, @Nullable String> sent) {
    if (sent == null) {
      return Labels.NONE;
    }
    if (sent.size() > Labels.MAX) {
      check.wrong(AT, "must have at most " + Labels.MAX + " labels, has " + sent.size());
      return Labels.NONE;
    }
    var labels = new TreeMap<String, String>();
    sent.forEach(
        (key, raw) -> {
          var value = value(check, key, raw);
          if (isKey(check, key) && value != null) {
            labels.put(key, value);
          }
        });
    return new Labels(labels);
  }

  /** Whether a label can have this key. */
  static boolean isKey(RequestValidator check, String raw) {
    return check.required(pointer(AT, raw), raw, Labels::requireKey) != null;
  }

  static @Nullable String value(RequestValidator check, String key, @Nullable String raw) {
    return check.required(pointer(AT, key), raw, PlainText.line(Labels.MAX_VALUE_LENGTH));
  }

  /** To a member whose name a client made up. */
  static String pointer(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
