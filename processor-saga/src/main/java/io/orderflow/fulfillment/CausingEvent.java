package io.orderflow.fulfillment;

import io.orderflow.engine.origin.Origin;
import io.orderflow.engine.tracing.StoredTrace;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * The event of the order that led to a decision, stored with it so that what follows names it.
 *
 * @param sequence its place in the order's stream
 * @param correlationId of the request it followed from; null where that is not known
 * @param traceParent the work that recorded it; null where no traces are recorded
 */
public record CausingEvent(
    long sequence, @Nullable String correlationId, @Nullable String traceParent) {

  /**
   * The event that is handled.
   *
   * @param before what led to the decision before; an event without a correlation of its own, such
   *     as a callback's, continues that one
   */
  public static @Nullable CausingEvent of(EventMessage<?> event, @Nullable CausingEvent before) {
    if (!(event instanceof DomainEventMessage<?> stored)) {
      return before;
    }
    var correlation =
        Origin.of(event.getMetaData())
            .map(Origin::correlationId)
            .or(() -> Optional.ofNullable(before).map(CausingEvent::correlationId));
    return new CausingEvent(
        stored.getSequenceNumber(),
        correlation.orElse(null),
        StoredTrace.of(event.getMetaData())
            .or(() -> Optional.ofNullable(before).map(CausingEvent::traceParent))
            .orElse(null));
  }

  /** The origin of a command that follows from it. */
  public static Origin origin(Origin.Cause cause, @Nullable CausingEvent event) {
    return event == null
        ? new Origin(cause, null, null, null)
        : new Origin(cause, null, event.correlationId(), Long.toString(event.sequence()));
  }
}
