package io.orderflow.sagastore;

/** Delivers to a saga what is no event. */
@FunctionalInterface
public interface SagaMessenger {

  /** Delivers a worker's report; a saga that has ended ignores it. */
  void deliver(String id, Object report);
}
