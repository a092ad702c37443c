package io.orderflow.sagastore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What would be stored of one saga.
 *
 * @param form its document, as it is or as the JSON it is stored as
 */
record StoredRow<D extends SagaDocument>(
    Object form, long turn, @Nullable Instant leaseUntil, @Nullable Instant deadlineAt) {

  /** The task is due at once: it is handed over, or claimed. */
  static <D extends SagaDocument> StoredRow<D> of(
      Object form, D document, Instant now, Instant deadlineAt) {
    var leaseUntil = document.pending() == null ? null : now;
    return new StoredRow<>(form, document.turn(), leaseUntil, deadlineAt);
  }

  D document(SagaDefinition<?, D> kind) {
    return form instanceof String json
        ? kind.json().readValue(json, kind.documentType())
        : kind.documentType().cast(form);
  }

  StoredRow<D> lentUntil(Instant end) {
    return new StoredRow<>(form, turn, end, deadlineAt);
  }

  StoredRow<D> withoutDeadline() {
    return new StoredRow<>(form, turn, leaseUntil, null);
  }

  boolean isRinging(Instant now) {
    return deadlineAt != null && !deadlineAt.isAfter(now);
  }

  boolean isClaimable(Instant now) {
    return leaseUntil != null && !leaseUntil.isAfter(now);
  }
}
