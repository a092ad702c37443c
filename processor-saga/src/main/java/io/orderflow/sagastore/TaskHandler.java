package io.orderflow.sagastore;

/**
 * Carries out the pending tasks of one kind of saga. It never touches the saga's state: results
 * reach the saga as events, or through the {@link SagaMessenger}.
 */
public interface TaskHandler<D extends SagaDocument> {

  /**
   * May block, and may be called again for the same task.
   *
   * @param document of a saga whose task is pending
   */
  void run(D document);
}
