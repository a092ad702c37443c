package io.orderflow.engine.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.eventhandling.DomainEventData;
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
    var from = position == null ? null : gaps.leftOf((GapAwareTrackingToken) position);
    List<TrackedEventData<?>> events =
        JdbcUtils.executeQuery(
            getConnection(),
            connection -> readEventData(connection, from, batchSize),
            rows -> events(rows, from),
            failed -> new EventStoreException("Events could not be read", failed));
    gaps.answered();
    return events;
  }

  private List<TrackedEventData<?>> events(ResultSet rows, @Nullable GapAwareTrackingToken from)
      throws SQLException {
    var events = new ArrayList<TrackedEventData<?>>();
    var position = from;
    while (rows.next()) {
      var event = getTrackedEventData(rows, position);
      events.add(event);
      position = (GapAwareTrackingToken) event.trackingToken();
    }
    return events;
  }

  /**
   * The numbers that are waited for, and the next ones behind the position. Axon's statement reads
   * a range of numbers, so that after each empty range another one has to find out whether events
   * follow.
   */
  @Override
  protected PreparedStatement readEventData(
      Connection connection, @Nullable TrackingToken position, int batchSize) throws SQLException {
    var from = (GapAwareTrackingToken) position;
    var missing = from == null ? List.of() : from.getGaps();
    var statement =
        connection.prepareStatement(
            """
            select %1$s from %2$s where global_index = any(?)
            union all (select %1$s from %2$s where global_index > ? order by global_index limit %3$d)
            order by global_index"""
                .formatted(SCHEMA.trackedEventFields(), SCHEMA.domainEventTable(), batchSize));
    statement.setArray(1, connection.createArrayOf("int8", missing.toArray()));
    statement.setLong(2, from == null ? -1 : from.getIndex());
    return statement;
  }

  /** Ends with the first batch that is not full; Axon's would ask for another one. */
  @Override
  protected Stream<? extends TrackedEventData<?>> readEventData(
      @Nullable TrackingToken position, boolean mayBlock) {
    return Stream.<List<? extends TrackedEventData<?>>>iterate(
            fetchTrackedEvents(position, batchSize()),
            batch -> !batch.isEmpty(),
            batch ->
                batch.size() < batchSize()
                    ? List.of()
                    : fetchTrackedEvents(batch.getLast().trackingToken(), batchSize()))
        .flatMap(List::stream);
  }

  /** There are none: streams are short. It saves a query per loaded aggregate. */
  @Override
  protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregateIdentifier) {
    return Stream.empty();
  }
}
