package io.orderflow.ordering;

import io.orderflow.web.problem.ProblemCode;

/** Why an order cannot be placed or changed. */
enum OrderProblemCode implements ProblemCode {
  ORDER_NOT_FOUND(404, "There is no such order"),
  NOT_CANCELLABLE(409, "The order can no longer be cancelled"),
  TOO_MANY_LABELS(409, "The order would have too many labels"),
  PRICE_CHANGED(409, "The price has changed"),
  OPEN_ORDERS(409, "Orders under way still need the data"),
  UNKNOWN_SKU(422, "The catalog has no such product"),
  ORDER_UNREADABLE(500, "The order's history cannot be read"),
  ORDERS_PAUSED(503, "No orders are accepted for now");

  private final int status;
  private final String title;

  OrderProblemCode(int status, String title) {
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
