package io.orderflow.web.operations;

import io.orderflow.web.problem.ProblemCode;

/** Why a dead letter cannot be retried. */
enum DeadLetterProblem implements ProblemCode {
  DEAD_LETTER_NOT_FOUND(404, "There is no such dead letter"),
  DEAD_LETTER_FAILED(409, "The event still cannot be handled");

  private final int status;
  private final String title;

  DeadLetterProblem(int status, String title) {
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
