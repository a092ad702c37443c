package io.orderflow.simulator.wire;

import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads request bodies within limits; messages are meant for the sender. */
public final class RequestBodyReader {

  static final int MAX_BODY = 64 * 1024;

  private RequestBodyReader() {}

  /**
   * @param wording the message for a body that cannot be read
   * @throws RequestRejectedException if the body is too large, unreadable or invalid
   */
  public static <T> T read(
      JsonMapper json, byte[] bytes, Class<T> type, Function<JacksonException, String> wording) {
    if (bytes.length > MAX_BODY) {
      throw RequestRejectedException.tooLarge(MAX_BODY);
    }
    try {
      return FieldChecks.present("the body", json.readValue(bytes, type));
    } catch (JacksonException malformed) {
      Throwable cause = malformed.getCause();
      throw RequestRejectedException.malformed(
          "BODY_MALFORMED",
          cause instanceof IllegalArgumentException ? sentence(cause) : wording.apply(malformed));
    } catch (IllegalArgumentException missing) {
      throw RequestRejectedException.malformed("BODY_MALFORMED", sentence(missing));
    }
  }

  /** The position of the error without the content, which may be an address. */
  public static String quotingNothing(JacksonException malformed) {
    String where =
        malformed.getPath().stream()
            .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
            .collect(Collectors.joining("."));
    return "The body cannot be read" + (where.isEmpty() ? "." : " at " + where + ".");
  }

  static String sentence(Throwable refusal) {
    String message = String.valueOf(refusal.getMessage());
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }
}
