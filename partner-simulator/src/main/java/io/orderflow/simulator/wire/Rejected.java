package io.orderflow.simulator.wire;

/** A request that gets a problem for an answer: nothing was done for it. */
public final class Rejected extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  private Rejected(int status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  public static Rejected malformed(String code, String detail) {
    return new Rejected(400, code, detail);
  }

  public static Rejected keyReused(String key) {
    return new Rejected(
        400, "KEY_REUSED", "The key " + key + " stands for another request; use a new key.");
  }

  public static Rejected unknownKey(String key) {
    return new Rejected(404, "KEY_UNKNOWN", "Nothing has been recorded under " + key + " so far.");
  }

  static Rejected noSuchPath(String detail) {
    return new Rejected(404, "NO_SUCH_PATH", detail);
  }

  static Rejected tooLarge(int limit) {
    return new Rejected(413, "BODY_TOO_LARGE", "The body must have at most " + limit + " bytes.");
  }

  static Rejected unavailable(String detail) {
    return new Rejected(503, "UNAVAILABLE", detail);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /** A sentence fit for the sender of the request. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
