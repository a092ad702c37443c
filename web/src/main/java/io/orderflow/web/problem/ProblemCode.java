package io.orderflow.web.problem;

/** The stable words by which clients tell problems apart; the status follows from the code. */
public enum ProblemCode {
  MALFORMED_REQUEST(400, "The request cannot be read"),
  UNAUTHENTICATED(401, "The caller is not known"),
  FORBIDDEN(403, "The caller may not do this"),
  NOT_FOUND(404, "There is nothing here"),
  ORDER_NOT_FOUND(404, "There is no such order"),
  PRODUCT_NOT_FOUND(404, "There is no such product"),
  DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter"),
  PROCESSOR_NOT_FOUND(404, "There is no such event processor"),
  REPLAY_NOT_FOUND(404, "There is no such replay"),
  METHOD_NOT_ALLOWED(405, "This cannot be done here"),
  NOT_ACCEPTABLE(406, "The answer cannot be given in this form"),
  REQUEST_TIMEOUT(408, "The request took too long to arrive"),
  NOT_CANCELLABLE(409, "The order can no longer be cancelled"),
  PRICE_CHANGED(409, "The price has changed"),
  CONFLICT(409, "The state has changed meanwhile"),
  STALE_ATTENTION(409, "The attention has changed since it was read"),
  DEAD_LETTER_FAILED(409, "The event still cannot be handled"),
  NOT_REPLAYABLE(409, "The event processor cannot be replayed"),
  REPLAY_RUNNING(409, "A replay of the event processor is running"),
  REPLAY_ENDED(409, "The replay has ended already"),
  OPEN_ORDERS(409, "Orders under way still need the data"),
  PRECONDITION_FAILED(412, "It has changed since it was read"),
  TOO_LARGE(413, "The request is too large"),
  URI_TOO_LONG(414, "The path or query is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The request is in a form that is not understood"),
  INVALID_REQUEST(422, "The request is understood but not valid"),
  WRONG_RESOLUTION(422, "The step cannot be resolved in this way"),
  UNKNOWN_SKU(422, "The catalogue has no such product"),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
  EVENT_ID_REUSED(422, "The eventId was used for another callback"),
  HEADERS_TOO_LARGE(431, "The headers are too many or too long"),
  INTERNAL_ERROR(500, "Something went wrong on our side"),
  ORDER_UNREADABLE(500, "The order's history cannot be read"),
  OUTCOME_UNKNOWN(503, "The outcome is not known; the request may be repeated as it is"),
  OVERLOADED(503, "There is more to do than can be done right now; try again"),
  VIEW_BEHIND(503, "The order cannot be read yet; try again"),
  UNAVAILABLE(503, "This cannot be answered right now; try again");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }
}
