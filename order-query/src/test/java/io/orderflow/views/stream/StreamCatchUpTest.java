package io.orderflow.views.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.views.list.ListedOrder;
import io.orderflow.views.status.OrderStates;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StreamCatchUpTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");

  private final ListedOrder order =
      ListedOrder.of("alice", Instant.parse("2026-03-01T12:00:00Z"), "SKU-1 Laptop").paid();
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  /** The newest event was 1 when it subscribed; the feed has published event 2 since. */
  @Test
  void what_the_feed_has_published_before_a_subscriber_asks_for_its_mark_is_caught_up_with()
      throws Exception {
    assertThat(order.events()).hasSize(3);
    var writer =
        new EventStreamWriter(new MockAsyncContext(new MockHttpServletRequest(), response));
    writer.onWritePossible();
    Function<@Nullable TrackingToken, EventReader> readers =
        from -> new EventReader(new PatientStore(), from, changes());
    var feed = new OrderFeed(readers);
    var subscriber = new Subscriber(_ -> true, null, writer, System.nanoTime());
    feed.expect(token(1));
    try {
      await().atMost(PATIENCE).until(() -> feed.awaitMark(writer).published() == 1);

      var start = new OrderStreams.Start(token(1), null, false);
      var mark = feed.awaitMark(writer);
      new StreamCatchUp(subscriber, start, mark, feed, readers, new Semaphore(1)).run();

      assertThat(VERSION.matcher(response.getContentAsString()).results())
          .extracting(found -> Integer.parseInt(found.group(1)))
          .containsExactly(0, 1, 2);
    } finally {
      feed.leave(subscriber);
    }
  }

  private static GlobalSequenceTrackingToken token(long index) {
    return new GlobalSequenceTrackingToken(index);
  }

  private DomainEventMessage<?> event(int sequence) {
    return new GenericDomainEventMessage<>(
        "Order", order.id().toString(), sequence, order.events().get(sequence));
  }

  private OrderChanges changes() {
    var store =
        (EventStore)
            Proxy.newProxyInstance(
                EventStore.class.getClassLoader(),
                new Class<?>[] {EventStore.class},
                (_, _, _) -> DomainEventStream.of(event(0), event(1)));
    return new OrderChanges(
        new OrderStates(store),
        JsonMapping.applyTo(JsonMapper.builder()).build(),
        new RecentChanges());
  }

  /** The events of the order, which none gets who does not wait: they may be in no cache yet. */
  private final class PatientStore implements StreamableMessageSource<TrackedEventMessage<?>> {

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken from) {
      return new BlockingStream<>() {
        private int next = from == null ? 0 : (int) from.position().orElseThrow() + 1;

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
          return Optional.empty();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) {
          if (timeout > 0 && next >= order.events().size()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
          }
          return timeout > 0 && next < order.events().size();
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
          int sequence = next++;
          return new GenericTrackedDomainEventMessage<>(token(sequence), event(sequence));
        }

        @Override
        public void close() {
          // holds nothing
        }
      };
    }
  }
}
