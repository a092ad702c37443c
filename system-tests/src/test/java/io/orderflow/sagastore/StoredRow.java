package io.orderflow.sagastore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stored row of one saga.
 *
 * @param form the document, as an object or as JSON
 */
record StoredRow<D extends SagaDocument>(
    Object form, long turn, @Nullable Instant leaseUntil, @Nullable Instant deadlineAt) {

  /** The task can be claimed at once. */
  static <D extends SagaDocument> StoredRow<D> of(
      Object form, D document, Instant now, Instant deadlineAt) {
    var leaseUntil = document.pending() == null ? null : now;
    return new StoredRow<>(form, document.turn(), leaseUntil, deadlineAt);
  }

  D document(SagaDefinition<?, D> definition) {
    return form instanceof String json
        ? definition.json().readValue(json, definition.documentType())
        : definition.documentType().cast(form);
  }

  StoredRow<D> leasedUntil(Instant end) {
    return new StoredRow<>(form, turn, end, deadlineAt);
  }

  StoredRow<D> with(Object newForm) {
    return new StoredRow<>(newForm, turn, leaseUntil, deadlineAt);
  }

  StoredRow<D> withoutDeadline() {
    return new StoredRow<>(form, turn, leaseUntil, null);
  }

  boolean isDue(Instant now) {
    return deadlineAt != null && !deadlineAt.isAfter(now);
  }

  boolean isClaimable(Instant now) {
    return leaseUntil != null && !leaseUntil.isAfter(now);
  }
}
