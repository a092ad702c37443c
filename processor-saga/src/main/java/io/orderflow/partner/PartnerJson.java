package io.orderflow.partner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of partners, independent of the application's own settings: every member of a record is
 * required, others are ignored.
 */
public final class PartnerJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The longest body that is accepted from a partner. */
  public static final int MAX_BODY_BYTES = 64 * 1024;

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  private PartnerJson() {}

  public static byte[] write(Object body) {
    return JSON.writeValueAsBytes(body);
  }

  /**
   * @throws IllegalArgumentException with a sentence, if there are too many bytes or they are not
   *     UTF-8
   */
  public static String text(byte[] body) {
    if (body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("it must have at most " + MAX_BODY_BYTES + " bytes");
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException("it must be UTF-8", notText);
    }
  }

  /**
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
   * Returns the text if it consists of visible ASCII characters.
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
