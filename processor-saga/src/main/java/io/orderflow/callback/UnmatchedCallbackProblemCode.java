package io.orderflow.callback;

import io.orderflow.web.problem.ProblemCode;

/** Why an unmatched callback cannot be shown or settled. */
enum UnmatchedCallbackProblemCode implements ProblemCode {
  CALLBACK_NOT_FOUND(404, "There is no such unmatched callback"),
  CALLBACK_REFUSED(409, "The order does not accept the callback"),
  CALLBACK_SETTLED(409, "The callback was settled otherwise before");

  private final int status;
  private final String title;

  UnmatchedCallbackProblemCode(int status, String title) {
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
