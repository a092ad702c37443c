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

  public OrderStates(EventStore events) {
    this.events = events;
  }

  /**
   * @param before null before the first event
   * @throws UnfoldableException if the rules fail on the event
   */
  public State after(@Nullable State before, OrderEvent event, long sequence, Instant at) {
    var state = before == null ? null : before.state;
    try {
      return new State(OrderFold.fold(state, event, sequence, at.truncatedTo(ChronoUnit.MICROS)));
    } catch (OrderFold.OutOfSequenceException incomplete) {
      throw incomplete; // the store has not shown all of the order yet
    } catch (RuntimeException failed) {
      throw new UnfoldableException("event " + sequence + " cannot be folded", failed);
    }
  }

  /** The state after all events in the store; empty if there are none. */
  public Optional<State> newest(OrderId orderId) {
    return read(orderId.toString(), Long.MAX_VALUE);
  }

  /**
   * The state in a version that is stored; read from the event store.
   *
   * @throws UnfoldableException if this version of orderflow cannot read one of the events
   */
  public State stored(String orderId, long version) {
    return read(orderId, version).orElseThrow();
  }

  private Optional<State> read(String orderId, long version) {
    var stream = events.readEvents(orderId);
    State state = null;
    while (stream.hasNext() && (state == null || state.version() < version)) {
      var stored = stream.next();
      if (!(stored.getPayload() instanceof OrderEvent event)) {
        throw new UnfoldableException(
            "event " + stored.getSequenceNumber() + " cannot be read by this version", null);
      }
      state = after(state, event, stored.getSequenceNumber(), stored.getTimestamp());
    }
    return Optional.ofNullable(state);
  }

  /** The events are there, and will not fold at another time either. */
  public static final class UnfoldableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfoldableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
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
