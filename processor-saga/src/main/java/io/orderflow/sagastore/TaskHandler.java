package io.orderflow.sagastore;

/**
 * What workers do with the pending tasks of one kind of saga. It never touches the saga's state: it
 * is heard as an event, or through the {@link SagaMessenger}.
 *
 * @param <D> what is kept of the saga; its task is pending
 */
public interface TaskHandler<D extends SagaDocument> {

  /** Carries out the pending task, perhaps not for the first time; it may block. */
  void run(D document);
}
