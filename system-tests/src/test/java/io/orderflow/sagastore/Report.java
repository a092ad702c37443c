package io.orderflow.sagastore;

import io.orderflow.api.order.OrderCommand;

/** What a worker wants to tell after its errand. */
public sealed interface Report {

  record ToOrder(OrderCommand command) implements Report {}

  /** Through the saga's own door; it is no fact of the order. */
  record ToSaga(String words, Runnable delivery) implements Report {

    @Override
    public String toString() {
      return words;
    }
  }
}
