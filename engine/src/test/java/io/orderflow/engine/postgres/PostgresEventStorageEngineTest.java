package io.orderflow.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.engine.serialization.TestSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PostgresEventStorageEngineTest {

  private final List<Integer> fetched = new ArrayList<>();

  @Test
  void only_a_full_batch_makes_the_tail_ask_for_another() {
    assertThat(read(250)).isEqualTo(LongStream.range(0, 250).boxed().toList());
    assertThat(fetched).containsExactly(100, 100, 50);
    fetched.clear();
    assertThat(read(100)).hasSize(100);
    assertThat(fetched).containsExactly(100, 0);
    fetched.clear();
    assertThat(read(0)).isEmpty();
    assertThat(fetched).containsExactly(0);
  }

  /** The numbers of what is read from the beginning of a table of so many events. */
  private List<Long> read(int stored) {
    return new Engine(stored)
        .readEventData((TrackingToken) null, true)
        .map(event -> event.trackingToken().position().orElseThrow())
        .toList();
  }

  private final class Engine extends PostgresEventStorageEngine {

    private final int stored;

    Engine(int stored) {
      super(
          JdbcEventStorageEngine.builder()
              .connectionProvider(
                  () -> {
                    throw new AssertionError("without a database");
                  })
              .transactionManager(NoTransactionManager.instance())
              .eventSerializer(TestSerializer.ofSharedApi())
              .snapshotSerializer(TestSerializer.ofSharedApi()),
          new GapTracker(Duration.ZERO, 1, System::nanoTime));
      this.stored = stored;
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(
        @Nullable TrackingToken position, int batchSize) {
      long next = position == null ? 0 : position.position().orElseThrow() + 1;
      var batch =
          LongStream.range(next, Math.min(stored, next + batchSize))
              .mapToObj(Engine::event)
              .toList();
      fetched.add(batch.size());
      return batch;
    }

    private static TrackedEventData<?> event(long number) {
      return new TrackedDomainEventData<>(
          GapAwareTrackingToken.newInstance(number, List.of()),
          new GenericDomainEventEntry<>(
              "Order",
              "id",
              number,
              "event",
              Instant.EPOCH,
              "placed",
              "1",
              new byte[0],
              new byte[0]));
    }
  }
}
