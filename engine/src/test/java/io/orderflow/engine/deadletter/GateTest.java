package io.orderflow.engine.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
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
class GateTest {

  private static final int ORDERS = 40;

  private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
  private final DriverManagerDataSource database =
      new DriverManagerDataSource(TestDatabase.createUrl());
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final DeadLetterTable letters = new DeadLetterTable(jdbc, "public", "gated");
  private final Gate gate = new Gate(letters, 1, clock);
  private final List<EventMessage<?>> batch =
      IntStream.range(0, ORDERS)
          .<EventMessage<?>>mapToObj(
              each -> new GenericDomainEventMessage<>("Order", "order-" + each, 0, "placed"))
          .toList();

  private final Set<EventMessage<?>> poison = new HashSet<>();

  @BeforeEach
  void table() {
    jdbc.execute(
        """
        create table dead_letter (processor_name text, aggregate_id text, first_sequence bigint, last_sequence bigint,
          event_type text, reason text, tries int, parked_at timestamptz, primary key (processor_name, aggregate_id))""");
  }

  @Test
  void all_poisoned_events_of_a_batch_are_found_out_at_one_time() {
    poison.addAll(batch.subList(5, 15));
    assertThat(triesUntilItPasses()).isEqualTo(2);
    assertThat(letters.count()).isEqualTo(10);
  }

  @Test
  void where_everything_fails_nothing_is_put_away_and_all_wait() {
    poison.addAll(batch);
    for (int round = 0; round < 2 * ORDERS; round++) {
      assertThat(passes()).isFalse();
    }
    assertThat(letters.count()).isZero();

    poison.clear();
    assertThat(passes()).isTrue();
    assertThat(letters.count()).isLessThanOrEqualTo(ORDERS / 2);
  }

  private int triesUntilItPasses() {
    int tries = 1;
    while (!passes()) {
      tries++;
    }
    return tries;
  }

  private boolean passes() {
    var unitOfWork = new BatchingUnitOfWork<>(batch);
    unitOfWork.attachTransaction(
        new SpringTransactionManager(new JdbcTransactionManager(database)));
    return !unitOfWork
        .executeWithResult(
            () ->
                new DefaultInterceptorChain<>(
                        unitOfWork,
                        List.of(gate),
                        event -> {
                          if (poison.contains(event)) {
                            throw new IllegalStateException("planted");
                          }
                          return "handled";
                        })
                    .proceed())
        .isExceptional();
  }
}
