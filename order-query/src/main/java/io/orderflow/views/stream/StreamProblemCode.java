package io.orderflow.views.stream;

import io.orderflow.web.problem.ProblemCode;

/** Why a stream cannot begin. */
enum StreamProblemCode implements ProblemCode {
  INVALID_EVENT_ID(400, "Last-Event-ID is not valid"),
  EVENT_ID_TOO_OLD(410, "Too much has happened since that event"),
  TOO_MANY_SUBSCRIBERS(503, "There are too many subscribers; try again");

  private final int status;
  private final String title;

  StreamProblemCode(int status, String title) {
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
