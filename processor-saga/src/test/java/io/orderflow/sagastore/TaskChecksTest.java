package io.orderflow.sagastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.TestDatabase;
import io.orderflow.sagastore.Leases.Terms;
import io.orderflow.sagastore.SagaDefinition.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tasks that were leased a while ago, and queue behind one that takes long: which of them are run,
 * and how often the table is asked. Each lane has one worker here.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TaskChecksTest {

  private static final TableName TABLE = new TableName("saga", "order_id", "uuid");
  private static final String LANE = "lane";
  private static final Duration LEASE = Duration.ofMillis(300);
  private static final Duration LONG_LEASE = Duration.ofMinutes(1);
  private static final Duration TRUSTED = Duration.ofMillis(250);

  /** The task that asks, and fifty more. */
  private static final int OF_ONE_QUESTION = 51;

  private final StandingClock clock = new StandingClock();
  private final Questions jdbc = new Questions(TestDatabase.createUrl());
  private final SagaTable sagas = new SagaTable(jdbc, TABLE);
  private final Queue<String> ran = new ConcurrentLinkedQueue<>();
  private final String slow = id();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private Duration passesWithEachTask = Duration.ZERO;
  private volatile BooleanSupplier paused = () -> false;
  private Leases<Task> leases = leases(LONG_LEASE);
  private TaskWorkers<Task> workers = workers();

  @BeforeEach
  void create_the_table() {
    jdbc.execute(
        "create table saga (order_id uuid primary key, document jsonb, turn bigint, task text, lane text,"
            + " lease_until timestamptz, deadline_at timestamptz)");
  }

  @AfterEach
  void end() throws InterruptedException {
    mayEnd.countDown();
    workers.drain(Duration.ofMinutes(1));
  }

  @Test
  void a_task_whose_saga_moved_on_is_not_run_once_its_check_has_expired() throws Exception {
    var moved = id();
    var stayed = id();
    queue(LONG_LEASE, moved, stayed);
    moveOn(moved);
    clock.advance(TRUSTED);

    assertThat(ranAfterTheSlowOne()).containsExactly(stayed);
  }

  /** Asking a partner takes longer than that. */
  @Test
  void until_its_check_expires_a_task_is_run_without_a_question() throws Exception {
    var moved = id();
    queue(LONG_LEASE, moved);
    moveOn(moved);
    clock.advance(TRUSTED.minusMillis(1));

    assertThat(ranAfterTheSlowOne()).containsExactly(moved);
    assertThat(jdbc.asked).hasValue(0);
  }

  @Test
  void a_lease_that_has_half_run_out_is_not_trusted_and_not_used_if_another_node_has_the_task()
      throws Exception {
    var taken = id();
    var ours = id();
    queue(LEASE, taken, ours);
    clock.advance(TRUSTED.minusMillis(1));
    sagas.save(List.of(row(taken, 1, clock.instant().plus(LEASE))));

    assertThat(ranAfterTheSlowOne()).containsExactly(ours);
    assertThat(sagas.lock(List.of(ours)).getFirst().leaseUntil())
        .as("it does not lapse while its task is run")
        .isEqualTo(clock.instant().plus(LEASE));
  }

  @Test
  void a_lease_that_has_run_out_is_of_no_use_although_the_saga_has_not_moved_on() throws Exception {
    var taken = id();
    queue(LEASE, taken);
    clock.advance(LEASE);
    leaseAtAnotherNode();

    assertThat(ranAfterTheSlowOne()).isEmpty();
  }

  @Test
  void one_question_answers_for_the_next_fifty_tasks_of_the_lane() throws Exception {
    var tasks = ids(2 * OF_ONE_QUESTION);
    queue(LONG_LEASE, tasks);
    clock.advance(TRUSTED);

    assertThat(ranAfterTheSlowOne()).containsExactlyInAnyOrder(tasks);
    assertThat(jdbc.asked).hasValue(2);
  }

  @Test
  void a_question_for_many_tasks_finds_all_whose_saga_moved_on() throws Exception {
    var moved = ids(OF_ONE_QUESTION / 2);
    var stayed = ids(OF_ONE_QUESTION / 2);
    queue(LONG_LEASE, Stream.of(moved, stayed).flatMap(Stream::of).toArray(String[]::new));
    moveOn(moved);
    clock.advance(TRUSTED);

    assertThat(ranAfterTheSlowOne()).containsExactlyInAnyOrder(stayed);
  }

  @Test
  void an_answer_that_was_given_for_many_expires_too() throws Exception {
    var tasks = ids(3);
    queue(LONG_LEASE, tasks);
    clock.advance(TRUSTED);
    passesWithEachTask = TRUSTED;

    assertThat(ranAfterTheSlowOne()).containsExactlyInAnyOrder(tasks);
    assertThat(jdbc.asked).as("one for each, and for the one behind them").hasValue(4);
  }

  @Test
  void a_task_that_could_not_be_asked_for_is_not_run_and_the_next_one_is_asked_for_again()
      throws Exception {
    var tasks = ids(2);
    queue(LONG_LEASE, tasks);
    clock.advance(TRUSTED);
    jdbc.failOnce.set(true);

    assertThat(ranAfterTheSlowOne()).hasSize(1).isSubsetOf(tasks);
  }

  @Test
  void a_task_that_is_leased_again_while_its_worker_leaves_it_because_of_a_pause_is_run()
      throws Exception {
    var task = id();
    queue(LONG_LEASE, task);
    var test = Thread.currentThread();
    var looked = new AtomicBoolean();
    paused =
        () -> {
          if (Thread.currentThread() == test || looked.getAndSet(true)) {
            return false;
          }
          clock.advance(LONG_LEASE);
          workers.accept(leases.claim(Map.of(LANE, 10)));
          return true;
        };

    // The slow one is leased again, too.
    assertThat(ranAfterTheSlowOne()).filteredOn(id -> !id.equals(slow)).containsExactly(task);
  }

  @Test
  void what_waits_is_shown_with_the_age_of_the_oldest_and_what_is_stored_for_all_nodes()
      throws Exception {
    assertThat(workers.oldest(LANE, clock.instant())).isZero();
    queue(LONG_LEASE, ids(1));
    clock.advance(Duration.ofSeconds(2));
    lease(ids(2));

    assertThat(workers.waiting(LANE)).isEqualTo(3);
    assertThat(workers.oldest(LANE, clock.instant())).isEqualTo(Duration.ofSeconds(2));
    assertThat(new TaskTable(jdbc, TABLE).pending(Set.of(LANE, "another")))
        .as("the one that runs is not done yet")
        .isEqualTo(Map.of(LANE, 4L));
  }

  /** All of them are leased to this node now, and wait behind the slow one. */
  private void queue(Duration lease, String... tasks) throws InterruptedException {
    leases = leases(lease);
    workers = workers();
    lease(slow);
    begun.await();
    lease(tasks);
  }

  /** Those that this node has run when all are done with. */
  private Queue<String> ranAfterTheSlowOne() {
    var last = id();
    lease(last);
    mayEnd.countDown();
    await().until(() -> ran.contains(last));
    ran.removeAll(List.of(slow, last));
    return ran;
  }

  private void lease(String... tasks) {
    sagas.save(Stream.of(tasks).map(id -> row(id, 1, clock.instant())).toList());
    var leased = leases.claim(Map.of(LANE, tasks.length));
    assertThat(leased).hasSize(tasks.length);
    workers.accept(leased);
  }

  private void run(Task task) {
    if (task.orderId().equals(slow)) {
      begun.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    } else {
      clock.advance(passesWithEachTask);
    }
    ran.add(task.orderId());
  }

  private void leaseAtAnotherNode() {
    assertThat(leases(LEASE).claim(Map.of(LANE, 10))).isNotEmpty();
  }

  private void moveOn(String... moved) {
    sagas.save(Stream.of(moved).map(id -> row(id, 2, clock.instant().plus(LONG_LEASE))).toList());
  }

  private Leases<Task> leases(Duration lease) {
    return new Leases<>(
        new TaskTable(jdbc, TABLE),
        new Tasks(),
        NoTransactionManager.instance(),
        new Terms(clock, lease));
  }

  private TaskWorkers<Task> workers() {
    return new TaskWorkers<>(
        new TaskWorkers.Lanes("tasks", Set.of(LANE), 1, _ -> paused.getAsBoolean()),
        this::run,
        leases);
  }

  private static SagaRow row(String id, long turn, Instant leaseUntil) {
    var document =
        """
        {"orderId": "%s", "turn": %d}"""
            .formatted(id, turn);
    return new SagaRow(id, document, turn, "a task", LANE, leaseUntil, null);
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private static String[] ids(int howMany) {
    return Stream.generate(TaskChecksTest::id).limit(howMany).toArray(String[]::new);
  }

  /** The database, which counts how often it is asked for turns. */
  private static final class Questions extends JdbcTemplate {

    final AtomicInteger asked = new AtomicInteger();
    final AtomicBoolean failOnce = new AtomicBoolean();

    Questions(String url) {
      super(new DriverManagerDataSource(url));
    }

    @Override
    public <T extends @Nullable Object> List<T> query(
        String sql, @Nullable PreparedStatementSetter values, RowMapper<T> rows) {
      if (sql.contains("known_turn")) {
        asked.incrementAndGet();
        if (failOnce.getAndSet(false)) {
          throw new DataAccessResourceFailureException("planted");
        }
      }
      return super.query(sql, values, rows);
    }
  }

  /** Moves only when it is told to. */
  private static final class StandingClock extends Clock {

    private volatile Instant now = Instant.parse("2026-01-01T12:00:00Z");

    synchronized void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("local time is not used");
    }
  }

  private record Task(String orderId, long turn) implements SagaDocument {

    @Override
    public String pending() {
      return "a task";
    }
  }

  private record Saga(Task document) implements StoredSaga<Task> {}

  /** Sagas that are nothing but their task. */
  private static final class Tasks implements SagaDefinition<Saga, Task> {

    @Override
    public String name() {
      return "tasks";
    }

    @Override
    public TableName table() {
      return TABLE;
    }

    @Override
    public Class<Saga> sagaType() {
      return Saga.class;
    }

    @Override
    public Class<Task> documentType() {
      return Task.class;
    }

    @Override
    public Saga create() {
      throw new UnsupportedOperationException("no event creates one");
    }

    @Override
    public Saga restore(Task document) {
      return new Saga(document);
    }

    @Override
    public JsonMapper json() {
      return JsonMapper.shared();
    }

    @Override
    public String association() {
      return "orderId";
    }

    @Override
    public @Nullable String idOf(EventMessage<?> event) {
      return null;
    }

    @Override
    public Set<String> lanes() {
      return Set.of(LANE);
    }

    @Override
    public String laneOf(Task document) {
      return LANE;
    }
  }
}
