package io.orderflow.views.history;

import io.orderflow.web.problem.ProblemCode;

/** Why the history of an order cannot be read. */
public enum HistoryProblemCode implements ProblemCode {
  ORDER_NOT_FOUND(404, "There is no such order"),
  VERSION_NOT_FOUND(404, "The order has no such version"),
  ORDER_UNREADABLE(500, "The order's history cannot be read"),
  HISTORY_UNAVAILABLE(503, "The order's history cannot be read now; try again");

  private final int status;
  private final String title;

  HistoryProblemCode(int status, String title) {
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
