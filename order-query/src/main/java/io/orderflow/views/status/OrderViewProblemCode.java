package io.orderflow.views.status;

import io.orderflow.web.problem.ProblemCode;

/** Why an order cannot be read. */
enum OrderViewProblemCode implements ProblemCode {
  VIEW_BEHIND(503, "The order cannot be read yet; try again");

  private final int status;
  private final String title;

  OrderViewProblemCode(int status, String title) {
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
