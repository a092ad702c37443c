package io.orderflow.web.admin;

import io.orderflow.web.problem.ProblemCode;

/** Why a switch cannot be read or set. */
enum SwitchProblemCode implements ProblemCode {
  SWITCH_NOT_FOUND(404, "There is no such switch");

  private final int status;
  private final String title;

  SwitchProblemCode(int status, String title) {
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
