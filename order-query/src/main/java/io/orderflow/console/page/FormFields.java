package io.orderflow.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form that a browser has sent. They are read from the body, whose length was
 * checked before; the server's own parameters know nothing of it.
 */
public final class FormFields {

  static final FormFields EMPTY = new FormFields(Map.of());

  private static final int MOST_FIELDS = 50;

  private final Map<String, String> values;

  private FormFields(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @throws ProblemException if the body is not a form's
   */
  public static FormFields of(HttpServletRequest request) {
    try {
      return parse(new String(request.getInputStream().readAllBytes(), UTF_8));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  static FormFields parse(String body) {
    var values = new HashMap<String, String>();
    var fields = body.isEmpty() ? new String[0] : body.split("&", -1);
    if (fields.length > MOST_FIELDS) {
      throw malformed("Send at most " + MOST_FIELDS + " fields.");
    }
    for (var field : fields) {
      int equals = field.indexOf('=');
      var name = decoded(equals < 0 ? field : field.substring(0, equals));
      if (values.put(name, equals < 0 ? "" : decoded(field.substring(equals + 1))) != null) {
        throw malformed("Send each field once.");
      }
    }
    return new FormFields(values);
  }

  /** What was entered; null for a field that was left empty, or is not there. */
  public @Nullable String entered(String name) {
    var value = values.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException broken) {
      throw malformed("Send the fields as a browser encodes them.").causedBy(broken);
    }
  }

  private static ProblemException malformed(String detail) {
    return ProblemException.of(GeneralProblemCode.MALFORMED_REQUEST, detail);
  }
}
