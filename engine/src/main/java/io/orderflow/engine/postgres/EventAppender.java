package io.orderflow.engine.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.database.GroupCommit;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Appends the events of all commands that wait, in one transaction. An order records its events in
 * six commands; under load most of them share their commit with other orders.
 *
 * <p>The events of a command are durable before its own transaction ends, so a command that records
 * events must write nothing else. The appender has a connection of its own: the commands that wait
 * for it hold those of the pool.
 */
final class EventAppender implements AutoCloseable {

  /** Commands whose events go into one transaction, which stays far below its time limit. */
  private static final int MOST = 100;

  /**
   * Commands that create do not look for their aggregate first. It is looked for here, once for all
   * that wait: a failed insert would draw event numbers that every reader then waits for.
   */
  private static final String EXISTING =
      """
      select aggregate_identifier from eventstore.domain_event_entry
      where aggregate_identifier = any(?) and sequence_number = 0""";

  /** On all nodes alike: two groups with the same aggregates must not wait for each other. */
  private static final Comparator<List<? extends EventMessage<?>>> BY_AGGREGATE =
      Comparator.comparing(EventAppender::aggregate);

  private final HikariDataSource connection;
  private final JdbcTemplate jdbc;
  private final GroupCommit<List<? extends EventMessage<?>>, Boolean> appends;
  private final AtomicLong transactions = new AtomicLong();

  /**
   * @param pool whose settings the connection has
   * @param table where the events go, without a connection
   */
  EventAppender(DataSource pool, JdbcEventStorageEngine.Builder table, GapTracker gaps) {
    this.connection = oneConnectionLike(pool);
    var writer =
        new PostgresEventStorageEngine(
            table
                .connectionProvider(new SpringDataSourceConnectionProvider(connection))
                .transactionManager(
                    new SpringTransactionManager(new JdbcTransactionManager(connection))),
            gaps);
    this.jdbc = new JdbcTemplate(connection);
    this.appends = new GroupCommit<>(MOST, commands -> appendNew(commands, writer));
  }

  /** Whether the events of each command were appended. */
  private List<Boolean> appendNew(
      List<List<? extends EventMessage<?>>> commands, PostgresEventStorageEngine writer) {
    var existing = existing(commands.stream().flatMap(EventAppender::created).toList());
    var accepted =
        commands.stream().map(events -> created(events).noneMatch(existing::contains)).toList();
    var events =
        IntStream.range(0, commands.size())
            .filter(accepted::get)
            .mapToObj(commands::get)
            .sorted(BY_AGGREGATE)
            .<EventMessage<?>>flatMap(List::stream)
            .toList();
    try {
      writer.appendEvents(events);
    } finally { // a commit whose answer was lost may have succeeded
      transactions.incrementAndGet();
    }
    return accepted;
  }

  private static String aggregate(List<? extends EventMessage<?>> events) {
    return events.getFirst() instanceof DomainEventMessage<?> event
        ? event.getAggregateIdentifier()
        : "";
  }

  /** The aggregate whose first event is among these. */
  private static Stream<String> created(List<? extends EventMessage<?>> events) {
    return events.stream()
        .filter(DomainEventMessage.class::isInstance)
        .map(event -> (DomainEventMessage<?>) event)
        .filter(event -> event.getSequenceNumber() == 0)
        .map(DomainEventMessage::getAggregateIdentifier);
  }

  private Set<String> existing(List<String> created) {
    return created.isEmpty()
        ? Set.of()
        : Set.copyOf(
            jdbc.queryForList(EXISTING, String.class, (Object) created.toArray(String[]::new)));
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

  /**
   * Waits until the events are durable.
   *
   * @throws AggregateStreamCreationException if one of them would have been the first of an
   *     aggregate that exists
   */
  void append(List<? extends EventMessage<?>> events) {
    if (!appends.submit(events)) {
      throw new AggregateStreamCreationException("The aggregate exists already");
    }
  }

  /** How many transactions of this node have ended that may have appended something. */
  long transactions() {
    return transactions.get();
  }

  @Override
  public void close() {
    connection.close();
  }
}
