package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The states of an order, folded from its events by the rules of the view, apart from any row. */
@Component
public class OrderStates {

  private final EventStore events;

  OrderStates(EventStore events) {
    this.events = events;
  }

  /**
   * @param before null before the first event
   */
  public State after(@Nullable State before, OrderEvent event, long sequence, Instant at) {
    var state = before == null ? null : before.state;
    return new State(OrderFold.fold(state, event, sequence, at.truncatedTo(ChronoUnit.MICROS)));
  }

  /** The state after all events in the store; empty if there are none. */
  public Optional<State> newest(OrderId orderId) {
    return read(orderId.toString(), Long.MAX_VALUE);
  }

  /** The state in a version that is stored; read from the event store. */
  public State stored(String orderId, long version) {
    return read(orderId, version).orElseThrow();
  }

  private Optional<State> read(String orderId, long version) {
    var stream = events.readEvents(orderId);
    State state = null;
    while (stream.hasNext() && (state == null || state.version() < version)) {
      var stored = stream.next();
      if (!(stored.getPayload() instanceof OrderEvent event)) {
        throw new IllegalStateException(
            "event " + stored.getSequenceNumber() + " cannot be read by this version");
      }
      state = after(state, event, stored.getSequenceNumber(), stored.getTimestamp());
    }
    return Optional.ofNullable(state);
  }

  /** An order after some of its events. */
  public static final class State {

    private final OrderViewState state;

    private State(OrderViewState state) {
      this.state = state;
    }

    /** The sequence number of the newest of these events. */
    public long version() {
      return state.version();
    }

    public OrderView view() {
      return state.view();
    }
  }
}
