package io.orderflow.web.admin;

import io.orderflow.web.problem.ProblemCode;

/** Why an event processor cannot be shown, or asked for anything else. */
public enum ProcessorProblemCode implements ProblemCode {
  PROCESSOR_NOT_FOUND(404, "There is no such event processor");

  private final int status;
  private final String title;

  ProcessorProblemCode(int status, String title) {
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
