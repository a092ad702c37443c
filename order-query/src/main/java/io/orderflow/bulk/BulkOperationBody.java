package io.orderflow.bulk;

import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.bulk.BulkOperation.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation as clients see it.
 *
 * @param expiresAt until when a preview can be confirmed; null once it was
 * @param examples some of its orders as they are now; null in a list of operations
 */
public record BulkOperationBody(
    String id,
    String action,
    Map<String, List<String>> filter,
    @Nullable ShipmentResolution outcome,
    String note,
    State state,
    int count,
    BulkProgress progress,
    @Nullable List<SelectedExample> examples,
    @Nullable String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable String confirmedBy,
    @Nullable Instant confirmedAt,
    @Nullable Instant endedAt) {

  static BulkOperationBody of(
      BulkOperation operation, BulkProgress progress, @Nullable List<SelectedExample> examples) {
    return new BulkOperationBody(
        Long.toString(operation.id()),
        operation.action().word(),
        operation.filter(),
        operation.outcome(),
        operation.note(),
        operation.state(),
        operation.orders(),
        progress,
        examples,
        operation.createdBy(),
        operation.createdAt(),
        operation.state() == State.PREVIEWED
            ? operation.createdAt().plus(BulkOperationStore.PREVIEW_HOLDS)
            : null,
        operation.confirmedBy(),
        operation.confirmedAt(),
        operation.endedAt());
  }
}
