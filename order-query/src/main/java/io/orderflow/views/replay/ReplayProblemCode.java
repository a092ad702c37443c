package io.orderflow.views.replay;

import io.orderflow.web.problem.ProblemCode;

/** Why a replay cannot be started, read or cancelled. */
enum ReplayProblemCode implements ProblemCode {
  REPLAY_NOT_FOUND(404, "There is no such replay"),
  NOT_REPLAYABLE(409, "The event processor cannot be replayed"),
  REPLAY_RUNNING(409, "A replay of the event processor is running"),
  REPLAY_ENDED(409, "The replay has ended already");

  private final int status;
  private final String title;

  ReplayProblemCode(int status, String title) {
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
