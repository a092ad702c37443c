package io.orderflow.sagastore;

import java.time.Instant;

/**
 * The pending task of one saga, leased to a worker of this node.
 *
 * @param lane whose workers carry it out
 * @param leaseUntil from then on another node may lease the task
 * @param heldAt when the saga was last known to be at the task's turn
 */
record LeasedTask<D extends SagaDocument>(
    String id, String lane, D document, Instant leaseUntil, Instant heldAt) {

  TaskId taskId() {
    return new TaskId(id, document.turn());
  }

  LeasedTask<D> heldAt(Instant instant) {
    return new LeasedTask<>(id, lane, document, leaseUntil, instant);
  }
}
