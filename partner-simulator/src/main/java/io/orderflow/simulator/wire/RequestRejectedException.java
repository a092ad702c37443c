package io.orderflow.simulator.wire;

/** A request that is answered with a problem and had no effect. */
public final class RequestRejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  private RequestRejectedException(int status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  public static RequestRejectedException malformed(String code, String detail) {
    return new RequestRejectedException(400, code, detail);
  }

  public static RequestRejectedException keyReused(String key) {
    return new RequestRejectedException(
        400, "KEY_REUSED", "The key " + key + " stands for another request; use a new key.");
  }

  public static RequestRejectedException unknownKey(String key) {
    return new RequestRejectedException(
        404, "KEY_UNKNOWN", "Nothing has been recorded under " + key + " so far.");
  }

  static RequestRejectedException noSuchPath(String detail) {
    return new RequestRejectedException(404, "NO_SUCH_PATH", detail);
  }

  static RequestRejectedException tooLarge(int limit) {
    return new RequestRejectedException(
        413, "BODY_TOO_LARGE", "The body must have at most " + limit + " bytes.");
  }

  static RequestRejectedException unavailable(String detail) {
    return new RequestRejectedException(503, "UNAVAILABLE", detail);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /** A sentence for the sender. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
