package io.orderflow.catalog;

import io.orderflow.web.problem.ProblemCode;

/** Why a product cannot be read or changed. */
enum CatalogProblemCode implements ProblemCode {
  PRODUCT_NOT_FOUND(404, "There is no such product");

  private final int status;
  private final String title;

  CatalogProblemCode(int status, String title) {
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
