package io.orderflow.engine.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A server that goes away and comes back, as a processor sees it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReconnectingEventStreamTest {

  private final Server server = new Server();
  private final BlockingStream<TrackedEventMessage<?>> stream =
      new ReconnectingEventSource(server, Duration.ofMillis(50))
          .openStream(new GlobalSequenceTrackingToken(6));

  @Test
  void after_an_outage_the_stream_continues_after_the_last_event() throws InterruptedException {
    server.says(
        List.of(
            () -> event(7),
            ReconnectingEventStreamTest::closed,
            ReconnectingEventStreamTest::closed,
            () -> event(8)));
    assertThat(stream.hasNextAvailable(0, TimeUnit.SECONDS)).isTrue();
    assertThat(stream.nextAvailable().trackingToken()).isEqualTo(event(7).trackingToken());
    assertThat(stream.hasNextAvailable(0, TimeUnit.SECONDS)).isFalse();
    await().until(() -> stream.hasNextAvailable(0, TimeUnit.SECONDS));
    assertThat(stream.nextAvailable().trackingToken()).isEqualTo(event(8).trackingToken());
    assertThat(server.openedAt)
        .containsExactly(
            new GlobalSequenceTrackingToken(6),
            new GlobalSequenceTrackingToken(7),
            new GlobalSequenceTrackingToken(7));
  }

  @Test
  void a_waiting_reader_is_woken_to_retry() {
    var calls = new AtomicInteger();
    stream.setOnAvailableCallback(calls::incrementAndGet);
    server.says(List.of(ReconnectingEventStreamTest::closed));
    assertThat(stream.peek()).isEmpty();
    await().untilAsserted(() -> assertThat(calls).hasValue(1));
  }

  @Test
  void an_unreachable_server_looks_like_no_events() throws InterruptedException {
    server.says(List.of(ReconnectingEventStreamTest::unreachable));
    assertThat(stream.hasNextAvailable(0, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void an_unreadable_event_is_not_an_outage() {
    server.says(List.of(ReconnectingEventStreamTest::unreadable));
    assertThatThrownBy(() -> stream.hasNextAvailable(0, TimeUnit.SECONDS))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void a_closed_stream_does_not_reconnect() throws InterruptedException {
    stream.close();
    assertThat(stream.hasNextAvailable(0, TimeUnit.SECONDS)).isFalse();
    assertThat(server.openedAt).isEmpty();
  }

  private static TrackedEventMessage<?> event(long index) {
    return new GenericTrackedEventMessage<>(
        new GlobalSequenceTrackingToken(index), GenericEventMessage.asEventMessage("event"));
  }

  private static TrackedEventMessage<?> closed() {
    throw new AxonServerException("AXONIQ-0001", "planted");
  }

  private static TrackedEventMessage<?> unreachable() {
    throw new StatusRuntimeException(Status.UNAVAILABLE);
  }

  private static TrackedEventMessage<?> unreadable() {
    throw new SerializationException("planted");
  }

  /** Says what it was told to, in that order, over however many streams. */
  private static final class Server implements StreamableMessageSource<TrackedEventMessage<?>> {

    private final Deque<Supplier<TrackedEventMessage<?>>> script = new ArrayDeque<>();
    private final List<@Nullable TrackingToken> openedAt = new ArrayList<>();

    void says(List<Supplier<TrackedEventMessage<?>>> lines) {
      script.addAll(lines);
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
      openedAt.add(position);
      return new Script(script);
    }
  }

  private record Script(Deque<Supplier<TrackedEventMessage<?>>> lines)
      implements BlockingStream<TrackedEventMessage<?>> {

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      if (lines.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(lines.element().get());
      } catch (RuntimeException said) {
        lines.remove();
        throw said;
      }
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) {
      return peek().isPresent();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() {
      var event = peek().orElseThrow();
      lines.remove();
      return event;
    }

    @Override
    public boolean setOnAvailableCallback(Runnable callback) {
      return true;
    }

    @Override
    public void close() {}
  }
}
