package io.orderflow.views.stream;

import io.orderflow.api.order.OrderView;
import io.orderflow.engine.processors.StreamPositions;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * One client and what it was sent. One thread at a time uses it: the one that catches up, and then
 * those that hold the feed's lock.
 */
final class Subscriber {

  private final Predicate<OrderView> orders;
  private final EventStreamWriter writer;
  private final Set<Long> ahead = new HashSet<>();
  private @Nullable TrackingToken from;
  private long versionSent = -1;
  private long quietSince;

  /**
   * @param orders which it is told of; those that leave them once more
   * @param from the position of the newest event it has received; null is before the first
   * @param now in nanoseconds, as those given later
   */
  Subscriber(
      Predicate<OrderView> orders,
      @Nullable TrackingToken from,
      EventStreamWriter writer,
      long now) {
    this.orders = orders;
    this.from = from;
    this.writer = writer;
    this.quietSince = now;
  }

  @Nullable TrackingToken from() {
    return from;
  }

  EventStreamWriter writer() {
    return writer;
  }

  /** Sends where the stream begins: a client that is disconnected now goes on from there. */
  void begin(@Nullable TrackingToken position) {
    from = position;
    writer.send(ServerSentEvent.RETRY + ServerSentEvent.position(StreamPositions.text(position)));
  }

  /**
   * Sends where an order stands before any of its changes. It has no id: a client that has received
   * nothing else begins anew.
   */
  void begin(OrderView order, String json) {
    versionSent = order.version();
    writer.send(ServerSentEvent.RETRY);
    writer.send(ServerSentEvent.of(null, "order", json));
  }

  /** Sends an event of the store if it is wanted and was not sent before. */
  void offer(FeedEvent event, long now) {
    boolean repeated = ahead.remove(event.number());
    var change = event.change();
    if (repeated
        || change == null
        || StreamPositions.covers(from, event.number())
        || change.after().version() <= versionSent) {
      return;
    }
    var name = nameOf(change);
    if (name != null) {
      writer.send(ServerSentEvent.of(idOf(event.position()), name, change.json()));
      quietSince = now;
    }
  }

  /** The events it was sent already, although the feed has not come to them. */
  void isAheadBy(Collection<Long> numbers) {
    ahead.addAll(numbers);
  }

  /** Tells a client without news how far the feed has come, so that it goes on from there. */
  void heartbeat(@Nullable TrackingToken position, long now, long interval) {
    if (now - quietSince >= interval) {
      var id = idOf(position);
      writer.send(id == null ? ServerSentEvent.COMMENT : ServerSentEvent.position(id));
      quietSince = now;
    }
  }

  /** While it is ahead of the feed the client keeps the id it has. */
  private @Nullable String idOf(@Nullable TrackingToken position) {
    return ahead.isEmpty() ? StreamPositions.text(position) : null;
  }

  private @Nullable String nameOf(OrderChange change) {
    if (orders.test(change.after())) {
      return "order";
    }
    return change.leaves(orders) ? "left" : null;
  }
}
