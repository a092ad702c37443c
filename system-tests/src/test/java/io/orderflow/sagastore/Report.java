package io.orderflow.sagastore;

import io.orderflow.api.order.OrderCommand;

/** What a worker reports after a task. */
public sealed interface Report {

  record ToOrder(OrderCommand command) implements Report {}

  /** No fact of the order. */
  record ToSaga(String words, Runnable delivery) implements Report {

    @Override
    public String toString() {
      return words;
    }
  }
}
