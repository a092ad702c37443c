package io.orderflow.partner;

import java.util.regex.Pattern;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON partners speak. It is apart from the application's own, whose settings may change: every
 * member a record has is required, every other one is ignored.
 */
public final class Wire {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The longest body that is read from, or taken of, a partner. */
  public static final int MAX_BODY_BYTES = 64 * 1024;

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  private Wire() {}

  static byte[] write(Object body) {
    return JSON.writeValueAsBytes(body);
  }

  /**
   * The body, with every member it must have.
   *
   * @throws tools.jackson.core.JacksonException if it is not JSON, or a member is missing
   * @throws IllegalArgumentException with a sentence, if a member is malformed
   */
  public static <T> T read(String body, Class<T> form) {
    T read = JSON.readValue(body, form);
    if (read == null) {
      throw new IllegalArgumentException("it is null");
    }
    return read;
  }

  /**
   * The text, if it is a name as partners give them: visible ASCII characters.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static String name(String member, String text, int maxLength) {
    if (text.length() > maxLength || !VISIBLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          member + " must have 1 to " + maxLength + " visible ASCII characters");
    }
    return text;
  }
}
