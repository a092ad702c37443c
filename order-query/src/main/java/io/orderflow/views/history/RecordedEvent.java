package io.orderflow.views.history;

import io.orderflow.engine.origin.Origin;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;

/**
 * An event of an order as it is stored.
 *
 * @param payload an {@code OrderEvent}, unless this version cannot read it
 * @param sequence its place in the order's stream, from 0
 * @param at as the views keep times
 * @param origin empty in events of a version that kept none
 */
public record RecordedEvent(Object payload, long sequence, Instant at, Optional<Origin> origin) {

  static RecordedEvent of(DomainEventMessage<?> stored) {
    return new RecordedEvent(
        stored.getPayload(),
        stored.getSequenceNumber(),
        stored.getTimestamp().truncatedTo(ChronoUnit.MICROS),
        Origin.of(stored.getMetaData()));
  }
}
