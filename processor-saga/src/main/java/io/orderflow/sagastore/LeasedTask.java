package io.orderflow.sagastore;

import java.time.Instant;

/**
 * The pending task of one saga, lent to a worker until its lease ends.
 *
 * @param lane whose workers carry it out
 * @param leaseUntil from then on somebody else may be given the same task
 */
record LeasedTask<D extends SagaDocument>(String id, String lane, D document, Instant leaseUntil) {

  long turn() {
    return document.turn();
  }
}
