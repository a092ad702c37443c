package io.orderflow.views.stream;

import io.orderflow.engine.cache.RecentlyUsedMap;
import io.orderflow.views.status.OrderStates;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of this node have folded last. A client that connects again after a few seconds
 * is told what others were told, without a read of the stream of each order under way. Used by
 * several threads.
 */
final class RecentChanges {

  private static final int MOST_EVENTS = 5_000;

  private final Map<Event, Folded> events = RecentlyUsedMap.of(MOST_EVENTS);

  @Nullable Folded of(String orderId, long version) {
    return events.get(new Event(orderId, version));
  }

  void add(String orderId, Folded folded) {
    events.put(new Event(orderId, folded.state().version()), folded);
  }

  private record Event(String orderId, long version) {}

  /**
   * @param state of the order after the event
   * @param change what the event changed
   */
  record Folded(OrderStates.State state, OrderChange change) {}
}
