package io.orderflow.onerow;

/** A saga that is its document. */
public interface OneRowSaga<D extends SagaDocument> {

  /** What is to be kept of it as it stands now. */
  D document();
}
