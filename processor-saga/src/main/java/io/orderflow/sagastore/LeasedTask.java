package io.orderflow.sagastore;

import java.time.Instant;

/**
 * The pending task of one saga, leased to a worker of this node.
 *
 * @param lane whose workers carry it out
 * @param leaseUntil from then on another node may lease the task
 */
record LeasedTask<D extends SagaDocument>(String id, String lane, D document, Instant leaseUntil) {

  long turn() {
    return document.turn();
  }
}
