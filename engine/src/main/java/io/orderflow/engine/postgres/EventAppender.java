package io.orderflow.engine.postgres;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.database.GroupCommit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.sql.DataSource;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Appends the events of all commands that wait, in one transaction and one statement. An order
 * records its events in six commands; under load most of them share their commit with other orders.
 *
 * <p>The events of a command are durable before its own transaction ends, so a command that records
 * events must write nothing else. The appender has a connection of its own: the commands that wait
 * for it hold those of the pool.
 */
final class EventAppender implements AutoCloseable {

  /** Commands whose events go into one transaction, which stays far below its time limit. */
  private static final int MOST = 100;

  /**
   * Leaves out the commands whose place is taken. An insert that fails uses up the event numbers of
   * the whole group, and every reader waits for those. The subquery is scalar, so that PostgreSQL
   * looks each place up in the index whatever its statistics say.
   */
  private static final String INSERT =
      """
      insert into eventstore.domain_event_entry (aggregate_identifier, sequence_number, type,
        event_identifier, time_stamp, payload_type, payload_revision, payload, meta_data)
      select aggregate, place, type, event, time, payload_type, revision, payload, meta_data
      from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) with ordinality as new (aggregate, first_place,
        place, type, event, time, payload_type, revision, payload, meta_data, number)
      where (
        select taken.global_index from eventstore.domain_event_entry taken
        where taken.aggregate_identifier = aggregate and taken.sequence_number = first_place
      ) is null
      order by number
      returning event_identifier""";

  /** On all nodes alike: two groups with the same aggregates must not wait for each other. */
  private static final Comparator<Append> BY_AGGREGATE =
      Comparator.comparing(append -> append.place().aggregate());

  private final HikariDataSource connection;
  private final Serializer serializer;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final GroupCommit<Append, Boolean> appends;
  private final AtomicLong transactions = new AtomicLong();

  /**
   * @param pool whose settings the connection has
   */
  EventAppender(DataSource pool, Serializer serializer) {
    this.connection = oneConnectionLike(pool);
    this.serializer = serializer;
    this.jdbc = new JdbcTemplate(connection);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(connection));
    this.appends = new GroupCommit<>(MOST, this::appendGroup);
  }

  /**
   * Waits until the events are durable.
   *
   * @param events of one command
   * @throws AggregateStreamCreationException if the first of them would have been the first of an
   *     aggregate that exists
   * @throws ConcurrencyException if another event is in the place of the first of them
   */
  void append(List<? extends EventMessage<?>> events) {
    var append = Append.of(events, serializer);
    boolean appended;
    try {
      appended = appends.submit(append);
    } catch (DuplicateKeyException atTheSameTime) {
      throw append.conflict(atTheSameTime);
    }
    if (!appended) {
      throw append.conflict(null);
    }
  }

  /**
   * Whether the events of each command were appended. Of two commands for one place the second is
   * refused.
   */
  private List<Boolean> appendGroup(List<Append> group) {
    var places = new HashSet<Place>();
    var events =
        group.stream()
            .filter(append -> places.add(append.place()))
            .sorted(BY_AGGREGATE)
            .flatMap(append -> append.events().stream())
            .toList();
    try {
      return requireNonNull(
          transaction.execute(
              _ -> {
                var inserted = Set.copyOf(insert(events));
                return group.stream().map(append -> append.isIn(inserted)).toList();
              }));
    } finally { // a commit whose answer was lost may have succeeded
      transactions.incrementAndGet();
    }
  }

  /** The identifiers of those that were inserted. */
  private List<String> insert(List<Event> events) {
    return jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(INSERT);
          var columns = new Columns(connection, statement, events);
          columns.texts(1, event -> event.place().aggregate());
          columns.numbers(2, Event::firstPlace);
          columns.numbers(3, event -> event.place().number());
          columns.texts(4, event -> event.message().getType());
          columns.texts(5, event -> event.message().getIdentifier());
          columns.texts(6, event -> DateTimeUtils.formatInstant(event.message().getTimestamp()));
          columns.texts(7, event -> event.payload().getType().getName());
          columns.texts(8, event -> event.payload().getType().getRevision());
          columns.bytes(9, event -> event.payload().getData());
          columns.bytes(10, event -> event.metaData().getData());
          return statement;
        },
        (row, _) -> row.getString(1));
  }

  private static HikariDataSource oneConnectionLike(DataSource pool) {
    var settings = new HikariConfig();
    try {
      pool.unwrap(HikariDataSource.class).copyStateTo(settings);
    } catch (SQLException notHikari) {
      throw new IllegalStateException("The DataSource must be a HikariDataSource", notHikari);
    }
    settings.setPoolName("event-appender");
    settings.setMaximumPoolSize(1);
    settings.setMinimumIdle(1);
    settings.setInitializationFailTimeout(-1);
    return new HikariDataSource(settings);
  }

  /** How many transactions of this node have ended that may have appended something. */
  long transactions() {
    return transactions.get();
  }

  @Override
  public void close() {
    connection.close();
  }

  /** A place in the stream of an aggregate. */
  private record Place(String aggregate, long number) {}

  private record Event(
      Place place,
      long firstPlace,
      DomainEventMessage<?> message,
      SerializedObject<byte[]> payload,
      SerializedObject<byte[]> metaData) {}

  /** What one command records. */
  private record Append(List<Event> events) {

    static Append of(List<? extends EventMessage<?>> messages, Serializer serializer) {
      var firstPlaces = new HashMap<String, Long>();
      var events = new ArrayList<Event>();
      for (var message : messages) {
        var event =
            (DomainEventMessage<?>) message; // each event of orderflow is one of an aggregate
        String aggregate = event.getAggregateIdentifier();
        long place = event.getSequenceNumber();
        firstPlaces.putIfAbsent(aggregate, place);
        events.add(
            new Event(
                new Place(aggregate, place),
                firstPlaces.get(aggregate),
                event,
                event.serializePayload(serializer, byte[].class),
                event.serializeMetaData(serializer, byte[].class)));
      }
      return new Append(events);
    }

    Place place() {
      return events.getFirst().place();
    }

    /**
     * Whether all of it is; the events of several aggregates are appended together or not at all.
     */
    boolean isIn(Set<String> inserted) {
      long count =
          events.stream()
              .map(event -> event.message().getIdentifier())
              .filter(inserted::contains)
              .count();
      if (count != 0 && count != events.size()) {
        throw conflict(null);
      }
      return count != 0;
    }

    RuntimeException conflict(@Nullable Throwable cause) {
      return place().number() == 0
          ? new AggregateStreamCreationException("The aggregate exists already", cause)
          : new ConcurrencyException("Another command has changed the aggregate", cause);
    }
  }

  /** The values of all events, column by column. */
  private record Columns(Connection connection, PreparedStatement statement, List<Event> events) {

    void texts(int number, Function<Event, @Nullable String> value) throws SQLException {
      set(number, "text", events.stream().map(value).toArray(String[]::new));
    }

    void numbers(int number, Function<Event, Long> value) throws SQLException {
      set(number, "bigint", events.stream().map(value).toArray(Long[]::new));
    }

    void bytes(int number, Function<Event, byte[]> value) throws SQLException {
      set(number, "bytea", events.stream().map(value).toArray(byte[][]::new));
    }

    private void set(int number, String type, Object[] values) throws SQLException {
      statement.setArray(number, connection.createArrayOf(type, values));
    }
  }
}
