package io.orderflow.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.database.GroupCommit;
import io.orderflow.engine.database.ModuleSchema;
import io.orderflow.engine.tracing.SpanRecorder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The cost of the inbox in statements, each of which is one commit, and its races. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InboxTest {

  private final CountingDataSource database = new CountingDataSource();
  private final Inbox inbox = new Inbox(new JdbcTemplate(database));
  private final List<OrderCommand> dispatched = new CopyOnWriteArrayList<>();
  private final InboxWorker worker = worker(inbox, database);

  @Test
  void a_single_callback_costs_one_statement_each_to_store_claim_and_settle() {
    inbox.store(charge("only", "1.00"));
    worker.work();
    assertThat(dispatched).hasSize(1);
    assertThat(count("DONE")).isEqualTo(1);
    assertThat(database.statements).hasSize(3);
  }

  @Test
  void callbacks_that_wait_are_claimed_by_one_statement_and_settled_by_one() {
    inbox.store(charges(2 * InboxWorker.BATCH));
    assertThat(worker.work()).isTrue();
    worker.work();
    assertThat(dispatched).hasSize(2 * InboxWorker.BATCH);
    assertThat(count("DONE")).isEqualTo(2 * InboxWorker.BATCH);
    assertThat(database.statements).hasSize(1 + 2 * 2);
  }

  @Test
  void callbacks_that_arrive_during_a_commit_share_the_next_one() throws InterruptedException {
    var held = database.holdNextStatement();
    var first = start(charge("first", "1.00"));
    held.await();
    var others = charges(20).stream().map(this::start).toList();
    await().until(() -> others.stream().allMatch(InboxTest::isQueued));
    database.release();
    first.join();
    for (var thread : others) {
      thread.join();
    }
    assertThat(database.statements).hasSize(2);
    assertThat(count("PENDING")).isEqualTo(21);
  }

  private Thread start(ReceivedCallback callback) {
    return start(() -> inbox.store(callback));
  }

  private static boolean isQueued(Thread thread) {
    return LockSupport.getBlocker(thread) instanceof GroupCommit;
  }

  @Test
  void of_concurrent_callbacks_under_one_event_id_one_is_stored_and_reported_to_all() {
    var bodies =
        IntStream.rangeClosed(1, 16)
            .parallel()
            .mapToObj(amount -> inbox.store(charge("same", amount + ".00")))
            .distinct()
            .toList();
    assertThat(bodies).hasSize(1);
    assertThat(jdbc().queryForList("select body from fulfillment.inbox", String.class))
        .isEqualTo(bodies);
  }

  @Test
  void of_two_callbacks_under_one_event_id_in_one_statement_the_first_is_stored() {
    var first = charge("same", "1.00");
    var other = charge("same", "2.00");
    assertThat(inbox.store(List.of(first, other))).containsExactly(first.body(), first.body());
    assertThat(first.isRepetitionOf(first.body())).isTrue();
    assertThat(other.isRepetitionOf(first.body())).isFalse();
  }

  @Test
  void a_late_settlement_ends_an_entry_but_does_not_postpone_it() {
    inbox.store(charge("late", "1.00"));
    var now = Instant.now();
    var lapsed = inbox.claim(1, now, now).getFirst();
    var current = inbox.claim(1, now.plusSeconds(1), now.plusSeconds(2)).getFirst();
    inbox.settle(List.of(InboxEntryUpdate.postponed(lapsed, "an error", now.plusSeconds(60))), now);
    assertThat(inbox.claim(1, now.plusSeconds(3), now.plusSeconds(4))).hasSize(1);
    inbox.settle(List.of(InboxEntryUpdate.done(current)), now);
    assertThat(count("DONE")).isEqualTo(1);
  }

  @Test
  void a_callback_that_cannot_be_dispatched_does_not_hold_up_the_others() {
    inbox.store(charge("fails", "666.00"));
    inbox.store(charges(3));
    worker.work();
    assertThat(count("DONE")).isEqualTo(3);
    assertThat(count("PENDING")).isEqualTo(1);
  }

  private enum Cut {
    NEVER,
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
  void a_cut_connection_fails_the_callbacks_of_its_commit_and_each_is_stored_once_when_repeated(
      Cut cut) throws InterruptedException {
    var failures = new CopyOnWriteArrayList<Throwable>();
    var held = database.holdNextStatement();
    var first = start(charge("first", "1.00"));
    held.await();
    database.cut = cut;
    var callbacks = charges(20);
    var threads =
        callbacks.stream()
            .map(each -> start(() -> failures.add(catchThrowable(() -> inbox.store(each)))))
            .toList();
    await().until(() -> threads.stream().allMatch(InboxTest::isQueued));
    database.release();
    first.join();
    for (var thread : threads) {
      thread.join();
    }

    assertThat(failures).hasSize(20).doesNotContainNull();
    assertThat(database.statements).as("nothing is repeated here").hasSize(2);
    assertThat(count("PENDING")).isEqualTo(cut == Cut.AFTER_THE_COMMIT ? 21 : 1);
    database.cut = Cut.NEVER;
    for (var callback : callbacks) {
      assertThat(inbox.store(callback)).isEqualTo(callback.body());
    }
    while (worker.work()) {
      // the next batch
    }
    assertThat(dispatched).hasSize(21).doesNotHaveDuplicates();
    assertThat(count("DONE")).isEqualTo(21);
  }

  private static Thread start(Runnable task) {
    return Thread.ofPlatform().start(task);
  }

  @Test
  void two_nodes_dispatch_each_callback_once() throws InterruptedException {
    int number = 20 * InboxWorker.BATCH;
    inbox.store(charges(number));
    var begin = new CyclicBarrier(2);
    var nodes = List.of(worker, worker(otherNode(), database.target()));

    var threads = nodes.stream().map(node -> start(() -> workAfter(begin, node))).toList();
    for (var thread : threads) {
      thread.join();
    }

    assertThat(dispatched).hasSize(number).doesNotHaveDuplicates();
    assertThat(count("DONE")).isEqualTo(number);
  }

  private static void workAfter(CyclicBarrier begin, InboxWorker node) {
    pass(begin);
    while (node.work()) {
      // the next batch
    }
  }

  @Test
  void of_callbacks_to_two_nodes_under_one_event_id_one_is_stored_and_reported_by_both()
      throws InterruptedException {
    var nodes = List.of(inbox, otherNode());
    for (int i = 0; i < 50; i++) {
      var eventId = "same-" + i;
      var begin = new CyclicBarrier(2);
      var bodies = new CopyOnWriteArrayList<String>();
      var threads = new ArrayList<Thread>();
      for (int node = 0; node < 2; node++) {
        var its = nodes.get(node);
        var callback = charge(eventId, node + 1 + ".00");
        threads.add(
            start(
                () -> {
                  pass(begin);
                  bodies.add(its.store(callback));
                }));
      }
      for (var thread : threads) {
        thread.join();
      }
      assertThat(bodies).hasSize(2);
      assertThat(bodies.getFirst()).isEqualTo(bodies.getLast());
    }
    assertThat(count("PENDING")).isEqualTo(50);
  }

  private static void pass(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private Inbox otherNode() {
    return new Inbox(new JdbcTemplate(database.target()));
  }

  private InboxWorker worker(Inbox inbox, DataSource database) {
    CommandBus bus = SimpleCommandBus.builder().build();
    bus.subscribe(
        OrderCommand.RecordPaymentCaptured.class.getName(),
        message -> {
          var command = (OrderCommand.RecordPaymentCaptured) message.getPayload();
          if (command.amount().amount().intValue() == 666) {
            throw new IllegalStateException("the event store is away");
          }
          dispatched.add(command);
          return new OrderOutcome.Accepted(0);
        });
    var properties =
        new CallbackProperties(
            List.of("a-secret-of-this-test-that-is-long-enough"),
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofDays(30));
    var gateway = DefaultCommandGateway.builder().commandBus(bus).build();
    return new InboxWorker(
        inbox,
        new InboxDispatcher(
            gateway, properties, new CallbackSpans(SpanRecorder.NONE, new JdbcTemplate(database))),
        properties,
        Clock.systemUTC());
  }

  private static List<ReceivedCallback> charges(int number) {
    return IntStream.range(0, number).mapToObj(i -> charge("ev-" + i, "1.00")).toList();
  }

  private static ReceivedCallback charge(String eventId, String amount) {
    var order = new OrderId(UUID.randomUUID());
    var body =
        """
        {"type":"CHARGED","eventId":"%s","orderId":"%s","key":"order:%s:PAYMENT:1",
         "chargeId":"ch_1","amount":{"amount":"%s","currency":"EUR"}}"""
            .formatted(eventId, order, order, amount);
    var source = CallbackSource.PAYMENT;
    return new ReceivedCallback(source, source.read(body), body, Instant.now());
  }

  private long count(String state) {
    return jdbc().queryForList("select state from fulfillment.inbox", String.class).stream()
        .filter(state::equals)
        .count();
  }

  private JdbcTemplate jdbc() {
    return new JdbcTemplate(database.target());
  }

  /** Records prepared statements, and holds one on demand. No transaction may be begun. */
  private static final class CountingDataSource extends DelegatingDataSource {

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile Cut cut = Cut.NEVER;

    CountingDataSource() {
      super(new DriverManagerDataSource(TestDatabase.createUrl(), "postgres", ""));
      try {
        ModuleSchema.migrating(target(), "fulfillment").afterPropertiesSet();
      } catch (Exception failed) {
        throw new IllegalStateException(failed);
      }
    }

    DataSource target() {
      return obtainTargetDataSource();
    }

    CountDownLatch holdNextStatement() {
      held = new CountDownLatch(1);
      return held;
    }

    void release() {
      released.countDown();
    }

    @Override
    public Connection getConnection() throws SQLException {
      var connection = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (_, method, arguments) -> {
                assertThat(method.getName()).isNotEqualTo("setAutoCommit");
                var end = cut; // also of a statement that is held
                if (method.getName().equals("prepareStatement")) {
                  statements.add((String) arguments[0]);
                  if (held.getCount() > 0) {
                    held.countDown();
                    released.await();
                  }
                }
                Object result = invoke(connection, method, arguments);
                return result instanceof PreparedStatement statement && end != Cut.NEVER
                    ? cut(statement, end)
                    : result;
              });
    }

    private PreparedStatement cut(PreparedStatement statement, Cut end) {
      return (PreparedStatement)
          Proxy.newProxyInstance(
              PreparedStatement.class.getClassLoader(),
              new Class<?>[] {PreparedStatement.class},
              (_, method, arguments) -> {
                boolean executes = method.getName().startsWith("execute");
                if (executes && end == Cut.BEFORE_THE_COMMIT) {
                  terminate(statement.getConnection());
                }
                Object result = invoke(statement, method, arguments);
                if (executes) {
                  throw new SQLException("planted: the connection is lost", "08006");
                }
                return result;
              });
    }

    /** Returns when its session has ended. */
    private void terminate(Connection connection) throws SQLException {
      int session = connection.unwrap(PGConnection.class).getBackendPID();
      new JdbcTemplate(target())
          .queryForObject("select pg_terminate_backend(?, 60000)", Boolean.class, session);
    }

    private static @Nullable Object invoke(Object target, Method method, Object... arguments)
        throws Throwable {
      try {
        return method.invoke(target, arguments);
      } catch (InvocationTargetException failed) {
        throw failed.getCause();
      }
    }
  }
}
