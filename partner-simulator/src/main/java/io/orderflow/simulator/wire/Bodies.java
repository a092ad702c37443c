package io.orderflow.simulator.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what partners are sent, within limits; a refusal is a sentence for the sender. */
public final class Bodies {

  static final int MAX_BODY = 64 * 1024;

  private Bodies() {}

  /**
   * The request in these bytes.
   *
   * @throws Rejected where there is none
   */
  public static <T> T read(JsonMapper json, byte[] bytes, Class<T> type) {
    if (bytes.length > MAX_BODY) {
      throw Rejected.tooLarge(MAX_BODY);
    }
    try {
      return Checked.present("the body", json.readValue(bytes, type));
    } catch (JacksonException malformed) {
      Throwable cause = malformed.getCause();
      throw Rejected.malformed(
          "BODY_MALFORMED",
          cause instanceof IllegalArgumentException
              ? sentence(cause)
              : malformed.getOriginalMessage());
    } catch (IllegalArgumentException missing) {
      throw Rejected.malformed("BODY_MALFORMED", sentence(missing));
    }
  }

  static String sentence(Throwable refusal) {
    String message = String.valueOf(refusal.getMessage());
    return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
  }
}
