package io.orderflow.bulk;

import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.engine.origin.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One action on all orders that matched a filter when it was previewed.
 *
 * @param filter the values of each filter by its name
 * @param outcome of shipments that are resolved; else null
 * @param orders how many orders were selected
 * @param createdBy the name of the operator; null where callers are not known
 * @param correlationId of the request that confirmed it
 */
public record BulkOperation(
    long id,
    BulkAction action,
    Map<String, List<String>> filter,
    @Nullable ShipmentResolution outcome,
    String note,
    int orders,
    State state,
    @Nullable String createdBy,
    Instant createdAt,
    @Nullable String confirmedBy,
    @Nullable Instant confirmedAt,
    @Nullable String correlationId,
    @Nullable Instant endedAt) {

  public enum State {
    /** Its orders are selected; nothing is done before it is confirmed. */
    PREVIEWED,
    RUNNING,
    PAUSED,
    /** Every order has its result. */
    DONE,
    /** Stopped by an operator; orders that were left are as they were. */
    CANCELLED
  }

  /** By which the events of its commands are recognized. */
  String causationId() {
    return "bulk-operation-" + id;
  }

  /** The confirmation's; its sender is who acts. */
  Origin origin() {
    return new Origin(Origin.Cause.REQUEST, confirmedBy, correlationId, causationId());
  }
}
