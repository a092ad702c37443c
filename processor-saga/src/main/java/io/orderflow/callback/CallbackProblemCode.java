package io.orderflow.callback;

import io.orderflow.web.problem.ProblemCode;

/** Why a genuine callback is refused. */
enum CallbackProblemCode implements ProblemCode {
  EVENT_ID_REUSED(422, "The eventId was used for another callback");

  private final int status;
  private final String title;

  CallbackProblemCode(int status, String title) {
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
