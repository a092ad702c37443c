package io.orderflow.views.status;

import io.orderflow.api.OrderId;

/**
 * How a row differs from what the order's events give.
 *
 * @param event the sequence number of the first event whose effect the row does not show
 * @param detail which parts differ, for people
 */
public record RowDifference(OrderId orderId, Kind kind, long event, String detail) {

  /** The names are stored. */
  public enum Kind {
    /** The state is not what its events give. */
    STATE,
    /**
     * Written by a version that kept no amounts of charges, or with events that an operator has
     * discarded; a replay adds them.
     */
    INCOMPLETE,
    /** The columns by which rows are searched are not those of the state. */
    COLUMNS,
    /** The projection has passed an event that is not in the row. */
    BEHIND,
    /** The event store has fewer events than the row, or none. */
    AHEAD,
    /** The order has events and no row. */
    NO_ROW,
    /** The row or an event cannot be read. */
    UNREADABLE
  }
}
