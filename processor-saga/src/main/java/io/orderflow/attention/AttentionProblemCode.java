package io.orderflow.attention;

import io.orderflow.web.problem.ProblemCode;

/** Why an operator's answer to an attention is refused. */
enum AttentionProblemCode implements ProblemCode {
  ORDER_NOT_FOUND(404, "There is no such order"),
  STALE_ATTENTION(409, "The attention has changed since it was read"),
  WRONG_RESOLUTION(422, "The step cannot be resolved in this way"),
  ORDER_UNREADABLE(500, "The order's history cannot be read");

  private final int status;
  private final String title;

  AttentionProblemCode(int status, String title) {
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
