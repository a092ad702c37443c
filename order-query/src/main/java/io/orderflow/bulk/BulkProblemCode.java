package io.orderflow.bulk;

import io.orderflow.web.problem.ProblemCode;

/** Why a bulk operation cannot be previewed, started, stopped or read. */
enum BulkProblemCode implements ProblemCode {
  OPERATION_NOT_FOUND(404, "There is no such bulk operation"),
  COUNT_DIFFERS(409, "The confirmed count is not that of the preview"),
  PREVIEW_EXPIRED(409, "The preview is too old to be confirmed"),
  OPERATION_NOT_CONFIRMED(409, "The bulk operation has not been confirmed"),
  OPERATION_ENDED(409, "The bulk operation has ended already"),
  TOO_MANY_OPERATIONS(409, "Too many bulk operations are under way"),
  TOO_MANY_ORDERS(422, "The filter selects too many orders");

  private final int status;
  private final String title;

  BulkProblemCode(int status, String title) {
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
