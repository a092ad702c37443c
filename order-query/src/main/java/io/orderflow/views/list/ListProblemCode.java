package io.orderflow.views.list;

import io.orderflow.web.problem.ProblemCode;

/** Why a list cannot be read. */
enum ListProblemCode implements ProblemCode {
  INVALID_QUERY("The list cannot be asked for in this way"),
  INVALID_CURSOR("The cursor does not belong to this list");

  private final String title;

  ListProblemCode(String title) {
    this.title = title;
  }

  @Override
  public int status() {
    return 400;
  }

  @Override
  public String title() {
    return title;
  }
}
