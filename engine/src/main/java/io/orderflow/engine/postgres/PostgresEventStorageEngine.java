package io.orderflow.engine.postgres;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.jspecify.annotations.Nullable;

/** Events in the table {@code eventstore.domain_event_entry}. */
class PostgresEventStorageEngine extends JdbcEventStorageEngine {

  static final EventSchema SCHEMA =
      EventSchema.builder()
          .eventTable("eventstore.domain_event_entry")
          .globalIndexColumn("global_index")
          .timestampColumn("time_stamp")
          .eventIdentifierColumn("event_identifier")
          .aggregateIdentifierColumn("aggregate_identifier")
          .sequenceNumberColumn("sequence_number")
          .typeColumn("type")
          .payloadTypeColumn("payload_type")
          .payloadRevisionColumn("payload_revision")
          .payloadColumn("payload")
          .metaDataColumn("meta_data")
          .build();

  private final GapTracker gaps;

  PostgresEventStorageEngine(Builder builder, GapTracker gaps) {
    super(builder);
    this.gaps = gaps;
  }

  @Override
  protected List<? extends TrackedEventData<?>> fetchTrackedEvents(
      @Nullable TrackingToken position, int batchSize) {
    var from = position instanceof GapAwareTrackingToken gappy ? gaps.leftOf(gappy) : position;
    var events = super.fetchTrackedEvents(from, batchSize);
    gaps.answered();
    return events;
  }

  /** Axon says of any failure of a stream's first event that the stream was there already. */
  @Override
  protected void handlePersistenceException(Exception failure, EventMessage<?> event) {
    try {
      super.handlePersistenceException(failure, event);
    } catch (EventStoreException notOfItsPlace) {
      throw new EventStoreException("Events could not be stored", failure);
    }
  }

  /** There are none: streams are short. It saves a query per loaded aggregate. */
  @Override
  protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
    return Stream.empty();
  }
}
