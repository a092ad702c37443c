package io.orderflow.web.admin;

import io.orderflow.web.problem.ProblemCode;

/** Why a dead letter cannot be retried. */
enum DeadLetterProblemCode implements ProblemCode {
  DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter"),
  DEAD_LETTER_FAILED(409, "The event still cannot be handled");

  private final int status;
  private final String title;

  DeadLetterProblemCode(int status, String title) {
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
