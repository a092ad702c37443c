package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.engine.cache.RecentlyUsedMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the projection knows of a segment while it holds the claim on it.
 *
 * <p>The states of recent orders are those that were committed under the claim, so that each row
 * has at least the version known here. It may have a newer one: the retry of a dead letter writes
 * rows on any node. A state follows from the events alone and is never wrong for its version.
 */
final class SegmentView {

  /** The most orders whose states are kept: some seconds of the highest rate. */
  static final int MOST = 500;

  /** The least recently used order is forgotten first. */
  private final Map<OrderId, OrderViewState> states = RecentlyUsedMap.of(MOST);

  /**
   * The state into which an event can be folded. Null if it is not known, or if others have handled
   * events between it and this one.
   */
  @Nullable OrderViewState stateFor(OrderId orderId, long sequence) {
    var state = states.get(orderId);
    return state != null && sequence <= state.version() + 1 ? state : null;
  }

  /** Must be called after the commit: a state whose row was rolled back would never be written. */
  void committed(Map<OrderId, OrderViewState> batch) {
    states.putAll(batch);
  }
}
