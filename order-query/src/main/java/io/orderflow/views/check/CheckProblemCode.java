package io.orderflow.views.check;

import io.orderflow.web.problem.ProblemCode;

/** Why a check cannot be started, read or cancelled. */
enum CheckProblemCode implements ProblemCode {
  PROJECTION_NOT_FOUND(404, "There is no such projection"),
  CHECK_NOT_FOUND(404, "There is no such check"),
  CHECK_RUNNING(409, "A check of the projection is running"),
  CHECK_ENDED(409, "The check has ended already");

  private final int status;
  private final String title;

  CheckProblemCode(int status, String title) {
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
