package io.orderflow.engine.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.processors.ClaimScopedCaches;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What the gate lets through, batch after batch. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeadLetterInterceptorTest {

  private static final int ORDERS = 40;

  private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private final DriverManagerDataSource database =
      new DriverManagerDataSource(TestDatabase.createUrl() + "&options=-c%20lock_timeout=500");
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final DeadLetterStore letters = new DeadLetterStore(jdbc, "public", "gated");
  private final ClaimScopedCaches claims = new ClaimScopedCaches();
  private final DeadLetterInterceptor deadLetterInterceptor =
      new DeadLetterInterceptor(letters, claims, 1, clock);
  private final List<EventMessage<?>> batch = orders("order", ORDERS);

  private final Set<EventMessage<?>> poison = new HashSet<>();
  private final List<EventMessage<?>> handled = new ArrayList<>();
  private final Set<String> unwritable = new HashSet<>();

  /** How many rows at one time. */
  private final List<Integer> writes = new ArrayList<>();

  @BeforeEach
  void claim() {
    claims.begin("gated", 0);
  }

  @BeforeEach
  void table() {
    jdbc.execute(
        """
        create table dead_letter (processor_name text, aggregate_id text, first_sequence bigint, last_sequence bigint,
          event_type text, reason text, tries int, parked_at timestamptz, trace text, primary key (processor_name, aggregate_id))""");
  }

  @Test
  void all_failing_events_of_a_batch_are_found_in_one_attempt() {
    poison.addAll(batch.subList(5, 15));
    assertThat(triesUntilItPasses()).isEqualTo(2);
    assertThat(letters.count()).isEqualTo(10);
  }

  @Test
  void if_everything_fails_no_event_is_parked() {
    poison.addAll(batch);
    for (int round = 0; round < 2 * ORDERS; round++) {
      assertThat(passes()).isFalse();
    }
    assertThat(letters.count()).isZero();

    poison.clear();
    assertThat(passes()).isTrue();
    assertThat(letters.count()).isLessThanOrEqualTo(ORDERS / 2);
  }

  /** As they do whose segment went to another node; here more than are remembered. */
  @Test
  void a_bad_row_is_found_after_any_number_of_lost_batches() {
    for (int lost = 0; lost < 55; lost++) {
      assertThat(failsFor(new IllegalStateException("planted"), orders("lost-" + lost, 200)))
          .isTrue();
    }
    unwritable.add("order-7");

    assertThat(IntStream.range(0, 5).anyMatch(_ -> passes())).isTrue();
    assertThat(letters.oldest(2)).extracting(DeadLetter::aggregateId).containsExactly("order-7");
  }

  @Test
  void a_batch_that_lost_its_claim_is_retried_as_one() {
    assertThat(failsFor(new UnableToClaimTokenException("planted"), batch)).isTrue();
    assertThat(passes()).isTrue();
    assertThat(writes).containsExactly(ORDERS);
    assertThat(failsFor(new IllegalStateException("planted"), batch)).isTrue();
    writes.clear();
    assertThat(passes()).isTrue();
    assertThat(writes).hasSize(ORDERS);
  }

  @Test
  void a_segment_without_dead_letters_asks_and_locks_once_for_each_claim() throws SQLException {
    assertThat(passes()).isTrue();
    try (var other = database.getConnection();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table dead_letter");
      assertThat(passes(orders("later", ORDERS), () -> {})).isTrue();

      claims.begin("gated", 0);
      assertThat(passes(orders("latest", ORDERS), () -> {})).isFalse();
    }
  }

  @Test
  void a_segment_asks_again_once_it_has_inserted_a_dead_letter() {
    assertThat(passes()).isTrue();
    poison.add(batch.getFirst());
    assertThat(passes()).isFalse();
    assertThat(passes()).isTrue();

    assertThat(passes(List.of(event("order-0", 1)), () -> {})).isTrue();
    var letter = letters.find("order-0").orElseThrow();
    assertThat(letter.waiting()).isEqualTo(2);

    assertThat(letters.remove(letter)).isTrue(); // as a retry does, on any node
    handled.clear();
    var next = event("order-0", 2);
    assertThat(passes(List.of(next), () -> {})).isTrue();
    assertThat(handled).containsExactly(next);
  }

  @Test
  void the_next_claim_knows_the_dead_letters_of_the_holder_in_between() {
    assertThat(passes()).isTrue();
    letters.park(
        new DeadLetter("gated", "order-0", 1, 1, "placed", "planted", 1, clock.instant(), null));
    claims.begin("gated", 0);

    handled.clear();
    assertThat(passes(List.of(event("order-0", 2)), () -> {})).isTrue();
    assertThat(handled).isEmpty();
    assertThat(letters.find("order-0").orElseThrow().lastSequence()).isEqualTo(2);
  }

  private int triesUntilItPasses() {
    int tries = 1;
    while (!passes()) {
      tries++;
    }
    return tries;
  }

  private boolean passes() {
    return passes(batch, this::write);
  }

  /** After all events were handled, as where their token cannot be stored. */
  private boolean failsFor(RuntimeException failure, List<EventMessage<?>> events) {
    return !passes(
        events,
        () -> {
          throw failure;
        });
  }

  private boolean passes(List<EventMessage<?>> events, Runnable atTheEnd) {
    var unitOfWork = new BatchingUnitOfWork<>(events);
    unitOfWork.resources().put("Processor[gated]/SegmentId", 0);
    unitOfWork.attachTransaction(
        new SpringTransactionManager(new JdbcTransactionManager(database)));
    unitOfWork.onPrepareCommit(_ -> atTheEnd.run());
    return !unitOfWork
        .executeWithResult(
            () ->
                new DefaultInterceptorChain<>(
                        unitOfWork,
                        List.of(deadLetterInterceptor),
                        event -> {
                          if (poison.contains(event)) {
                            throw new IllegalStateException("planted");
                          }
                          handled.add(event);
                          return "handled";
                        })
                    .proceed())
        .isExceptional();
  }

  /** One row for each order that was not put away. */
  private void write() {
    IsolatingBatchWriter.write(
        batch.stream()
            .map(DeadLetterInterceptorTest::orderOf)
            .filter(order -> letters.find(order).isEmpty())
            .toList(),
        order -> order,
        rows -> {
          writes.add(rows.size());
          if (rows.stream().anyMatch(unwritable::contains)) {
            throw new IllegalStateException("planted");
          }
        });
  }

  private static String orderOf(EventMessage<?> event) {
    return ((DomainEventMessage<?>) event).getAggregateIdentifier();
  }

  private static List<EventMessage<?>> orders(String name, int count) {
    return IntStream.range(0, count)
        .<EventMessage<?>>mapToObj(each -> event(name + "-" + each, 0))
        .toList();
  }

  private static EventMessage<?> event(String order, long sequence) {
    return new GenericDomainEventMessage<>("Order", order, sequence, "placed");
  }
}
