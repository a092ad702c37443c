package io.orderflow.engine.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent.StockReserved;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.database.BreakingConnections;
import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.database.WaitingCallers;
import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.engine.serialization.TestSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node whose commands append their events in groups, and what must hold for each of them. */
final class GroupedAppends implements AutoCloseable {

  private static final int COMMANDS = 7;

  private final BreakingConnections connections;
  private final HikariDataSource pool = new HikariDataSource();
  private final EventAppender appender;
  private final Consumer<List<? extends EventMessage<?>>> append;
  private final JdbcClient jdbc;
  private final WaitingCallers callers = new WaitingCallers();
  private final AtomicInteger commits = new AtomicInteger();

  /** On a database of its own, appending as it should. */
  GroupedAppends() {
    this(TestDatabase.createUrl(), appender -> appender::append);
  }

  /**
   * @param append what a command does to append its events with the help of the appender
   */
  GroupedAppends(
      String url, Function<EventAppender, Consumer<List<? extends EventMessage<?>>>> append) {
    connections = new BreakingConnections(url);
    pool.setDataSource(connections);
    jdbc = JdbcClient.create(new BreakingConnections(url));
    try {
      ModuleSchema.migrating(new BreakingConnections(url), "eventstore").afterPropertiesSet();
    } catch (Exception failed) {
      throw new IllegalStateException("cannot create the event store", failed);
    }
    appender = new EventAppender(pool, TestSerializer.ofSharedApi());
    this.append = append.apply(appender);
    connections.beforeCommit(
        _ -> {
          commits.incrementAndGet();
          callers.passOrWait();
        });
  }

  void answer_no_caller_before_the_commit() {
    callers.holdTheFirst();
    var first = appending(order(), 0);
    var others = appendingOf(orders());

    assertThat(first).isNotDone();
    assertThat(others).noneMatch(Future::isDone);
    assertThat(stored()).isZero();
    callers.release();
    assertThat(failureOf(first)).isNull();
    assertThat(others).allSatisfy(command -> assertThat(failureOf(command)).isNull());
    assertThat(stored()).isEqualTo(1 + COMMANDS);
  }

  void fail_only_the_command_whose_place_is_taken() {
    var late = order();
    append(late, 3);
    callers.holdTheFirst();
    var _ = appending(order(), 0);
    var before = appendingOf(orders());
    var loser = appending(late, 3);
    var after = appendingOf(orders());
    callers.release();

    assertThat(kindOf(failureOf(loser))).isEqualTo(CommandFailure.CONFLICT);
    assertThat(before).allSatisfy(command -> assertThat(failureOf(command)).isNull());
    assertThat(after).allSatisfy(command -> assertThat(failureOf(command)).isNull());
    assertThat(stored()).isEqualTo(2 + 2 * COMMANDS);
  }

  /** Every reader waits for a number that is not used, and stores it with each of its positions. */
  void use_up_no_number_for_commands_whose_place_is_taken() {
    fail_only_the_command_whose_place_is_taken();
    fail_only_the_second_of_two_creations_of_one_aggregate();

    assertThat(newestNumber()).isEqualTo(stored());
  }

  void fail_only_the_second_of_two_creations_of_one_aggregate() {
    int before = stored();
    var twice = order();
    callers.holdTheFirst();
    var _ = appending(order(), 0);
    var winner = appending(twice, 0);
    var others = appendingOf(orders());
    var loser = appending(twice, 0);
    callers.release();

    assertThat(failureOf(winner)).isNull();
    assertThat(kindOf(failureOf(loser))).isEqualTo(CommandFailure.CONFLICT);
    assertThat(others).allSatisfy(command -> assertThat(failureOf(command)).isNull());
    assertThat(stored()).isEqualTo(before + 2 + COMMANDS);
  }

  /** A conflict would be retried, on the grounds that nothing was done. */
  void leave_open_what_a_connection_lost_after_the_commit_did() {
    callers.holdTheFirst();
    var first = appending(order(), 0);
    var others = appendingOf(orders());
    connections.afterCommit(BreakingConnections::lose);
    callers.release();

    assertThat(kindOf(failureOf(first))).isEqualTo(CommandFailure.TRANSIENT);
    assertThat(others)
        .allSatisfy(
            command -> assertThat(kindOf(failureOf(command))).isEqualTo(CommandFailure.TRANSIENT));
    assertThat(stored()).isEqualTo(1 + COMMANDS);
    assertThat(commits).as("nothing is tried again").hasValue(2);
  }

  void append_nothing_over_a_connection_that_is_cut_before_the_insert() {
    connections.beforeInsert(connections::cut);
    fail_as_a_whole_and_can_be_repeated();
  }

  void append_nothing_over_a_connection_that_is_cut_before_the_commit() {
    connections.beforeCommit(
        connection -> {
          callers.passOrWait();
          connections.cut(connection);
        });
    fail_as_a_whole_and_can_be_repeated();
  }

  private void fail_as_a_whole_and_can_be_repeated() {
    var orders = orders();
    callers.holdTheFirst();
    var first = appending(order(), 0);
    var others = appendingOf(orders);
    callers.release();

    assertThat(kindOf(failureOf(first))).isEqualTo(CommandFailure.TRANSIENT);
    assertThat(others)
        .allSatisfy(
            command -> assertThat(kindOf(failureOf(command))).isEqualTo(CommandFailure.TRANSIENT));
    assertThat(stored()).isZero();

    connections.beforeInsert(_ -> {});
    connections.beforeCommit(_ -> {});
    orders.forEach(order -> append(order, 0));
    assertThat(stored()).isEqualTo(COMMANDS);
  }

  void append(String order, long place) {
    append.accept(events(order, place));
  }

  /** Waits in a group, or in a transaction. */
  Future<?> appending(String order, long place) {
    return callers.call(
        () -> {
          append(order, place);
          return "appended";
        });
  }

  private List<Future<?>> appendingOf(List<String> orders) {
    var commands = new ArrayList<Future<?>>();
    orders.forEach(order -> commands.add(appending(order, 0)));
    return commands;
  }

  WaitingCallers callers() {
    return callers;
  }

  /** In the eyes of another connection. */
  int stored() {
    return jdbc.sql("select count(*) from eventstore.domain_event_entry")
        .query(Integer.class)
        .single();
  }

  private int newestNumber() {
    return jdbc.sql("select last_value from eventstore.domain_event_entry_global_index_seq")
        .query(Integer.class)
        .single();
  }

  /** Null if it succeeded. */
  static @Nullable Throwable failureOf(Future<?> command) {
    return catchThrowable(
        () -> {
          try {
            command.get();
          } catch (ExecutionException failed) {
            throw requireNonNull(failed.getCause());
          }
        });
  }

  static @Nullable CommandFailure kindOf(@Nullable Throwable failure) {
    return failure == null ? null : CommandFailure.of(failure);
  }

  private static List<String> orders() {
    var orders = new ArrayList<String>();
    for (int i = 0; i < COMMANDS; i++) {
      orders.add(order());
    }
    return orders;
  }

  private static String order() {
    return UUID.randomUUID().toString();
  }

  private static List<EventMessage<?>> events(String order, long place) {
    return List.of(
        new GenericDomainEventMessage<>(
            "Order", order, place, new StockReserved(new OrderId(UUID.fromString(order)))));
  }

  @Override
  public void close() {
    callers.close();
    appender.close();
    pool.close();
  }
}
