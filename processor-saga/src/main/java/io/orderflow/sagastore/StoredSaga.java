package io.orderflow.sagastore;

/** A saga whose whole state is its document. */
public interface StoredSaga<D extends SagaDocument> {

  D document();
}
