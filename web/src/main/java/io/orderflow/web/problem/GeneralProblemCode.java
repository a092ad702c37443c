package io.orderflow.web.problem;

/** The problems that any endpoint may answer with. Modules add their own. */
public enum GeneralProblemCode implements ProblemCode {
  MALFORMED_REQUEST(400, "The request cannot be read"),
  UNAUTHENTICATED(401, "The caller is not known"),
  FORBIDDEN(403, "The caller may not do this"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "This cannot be done here"),
  NOT_ACCEPTABLE(406, "The answer cannot be given in this form"),
  REQUEST_TIMEOUT(408, "The request took too long to arrive"),
  CONFLICT(409, "The state has changed meanwhile"),
  PRECONDITION_FAILED(412, "It has changed since it was read"),
  TOO_LARGE(413, "The request is too large"),
  URI_TOO_LONG(414, "The path or query is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The request is in a form that is not understood"),
  INVALID_REQUEST(422, "The request is understood but not valid"),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
  HEADERS_TOO_LARGE(431, "The headers are too many or too long"),
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  OUTCOME_UNKNOWN(503, "The outcome is not known; the request may be repeated as it is"),
  OVERLOADED(503, "There is more to do than can be done right now; try again"),
  UNAVAILABLE(503, "This cannot be answered right now; try again");

  private final int status;
  private final String title;

  GeneralProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String title() {
    return title;
  }
}
