package io.orderflow.engine.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.orderflow.engine.Tally;
import io.orderflow.engine.Tally.Count;
import io.orderflow.engine.failure.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** Two nodes and one event store, in one process. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StalenessCheckingRepositoryTest {

  private final Events events = new Events();
  private final Configuration one = node(events);
  private final Configuration two = node(events);

  @AfterEach
  void shut_down() {
    one.shutdown();
    two.shutdown();
  }

  @Test
  void a_creation_does_not_look_for_its_aggregate() {
    assertThat(count(one, "new")).isEqualTo(1);

    assertThat(events.read).isEmpty();
  }

  @Test
  void what_a_node_has_created_it_does_not_read_either() {
    count(one, "new");

    assertThat(count(one, "new")).isEqualTo(2);
    assertThat(events.read).isEmpty();
  }

  @Test
  void a_creation_that_loses_its_race_is_retried_on_the_loaded_aggregate() {
    count(one, "raced");
    count(one, "raced");

    assertThat(failureOf(two, "raced")).isEqualTo(CommandFailure.CONFLICT);
    assertThat(events.read).as("the first try loads nothing").isEmpty();
    assertThat(count(two, "raced")).isEqualTo(3);
    assertThat(events.read).containsExactly("raced");
  }

  @Test
  void a_creation_that_lost_its_race_makes_no_other_be_looked_for() {
    count(one, "raced");
    assertThat(failureOf(two, "raced")).isEqualTo(CommandFailure.CONFLICT);

    assertThat(count(two, "another")).isEqualTo(1);
    assertThat(events.read).isEmpty();
  }

  @Test
  void a_creation_that_fails_otherwise_is_still_assumed_to_be_the_first() {
    events.trouble.set(new DataAccessResourceFailureException("planted"));
    assertThat(failureOf(one, "new")).isEqualTo(CommandFailure.TRANSIENT);
    events.trouble.set(null);

    assertThat(count(one, "new")).isEqualTo(1);
    assertThat(events.read).isEmpty();
  }

  /** What it was when this node went on with it is no longer so. */
  @Test
  void an_outdated_aggregate_loses_its_race_and_is_read_anew() {
    count(one, "shared");
    assertThat(failureOf(two, "shared")).isEqualTo(CommandFailure.CONFLICT);
    count(two, "shared");

    assertThat(failureOf(one, "shared")).isEqualTo(CommandFailure.CONFLICT);
    assertThat(count(one, "shared")).isEqualTo(3);
  }

  private static Configuration node(Events events) {
    return DefaultConfigurer.defaultConfiguration(false)
        .configureEmbeddedEventStore(_ -> events)
        .configureAggregate(
            AggregateConfigurer.defaultConfiguration(Tally.class)
                .configureRepository(axon -> StalenessCheckingRepository.of(Tally.class, axon)))
        .start();
  }

  private static int count(Configuration node, String tally) {
    return Objects.requireNonNull(node.commandGateway().<Integer>sendAndWait(new Count(tally)));
  }

  private static CommandFailure failureOf(Configuration node, String tally) {
    return CommandFailure.of(Objects.requireNonNull(catchThrowable(() -> count(node, tally))));
  }

  /** Has one event in each place of a stream, as the real ones do, and knows who was read. */
  private static final class Events extends InMemoryEventStorageEngine {

    final List<String> read = new ArrayList<>();
    final AtomicReference<@Nullable RuntimeException> trouble = new AtomicReference<>();

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
      var planted = trouble.get();
      if (planted != null) {
        throw planted;
      }
      for (var event : events) {
        var next = (DomainEventMessage<?>) event;
        var stored = super.readEvents(next.getAggregateIdentifier(), next.getSequenceNumber());
        if (stored.hasNext()) {
          throw new ConcurrencyException("its place is taken");
        }
      }
      super.appendEvents(events);
    }

    @Override
    public DomainEventStream readEvents(String aggregate, long first) {
      read.add(aggregate);
      return super.readEvents(aggregate, first);
    }
  }
}
