package io.orderflow.sagastore;

/** A saga that is its document. */
public interface StoredSaga<D extends SagaDocument> {

  /** What is to be kept of it as it stands now. */
  D document();
}
