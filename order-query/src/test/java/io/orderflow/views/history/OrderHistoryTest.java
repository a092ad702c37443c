package io.orderflow.views.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.web.problem.ProblemException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderHistoryTest {

  private static final OrderId ORDER = new OrderId(new UUID(0, 1));
  private static final Duration AMPLE = Duration.ofSeconds(30);

  private final CountDownLatch answering = new CountDownLatch(1);

  @Test
  void beyond_the_bulkhead_a_history_is_refused_until_the_store_has_answered() {
    var history =
        new OrderHistory(
            storing(
                () -> {
                  awaitAnswer();
                  return stream(2);
                }));
    var reads = new ArrayList<CompletableFuture<Integer>>();
    for (int read = 0; read < OrderHistory.MOST_AT_ONCE; read++) {
      reads.add(history.read(of(null), OrderHistoryTest::count));
    }

    assertRefused(history.read(of(null), OrderHistoryTest::count), "HISTORY_UNAVAILABLE");

    answering.countDown();
    assertThat(reads).allSatisfy(read -> assertThat(read).succeedsWithin(AMPLE).isEqualTo(2));
    assertThat(history.read(of(null), OrderHistoryTest::count)).succeedsWithin(AMPLE);
  }

  @Test
  void a_store_that_fails_says_nothing_about_the_order() {
    var history =
        new OrderHistory(
            storing(
                () -> {
                  throw new IllegalStateException("planted");
                }));

    for (int read = 0; read < 2 * OrderHistory.MOST_AT_ONCE; read++) {
      var answer = history.read(of(null), OrderHistoryTest::count);
      assertRefused(answer, "HISTORY_UNAVAILABLE");
    }
  }

  @Test
  void an_order_without_events_is_not_found() {
    var history = new OrderHistory(storing(() -> stream(0)));

    assertRefused(history.read(of(null), OrderHistoryTest::count), "ORDER_NOT_FOUND");
    assertThat(history.stored(ORDER, OrderHistoryTest::count)).isEmpty();
  }

  @Test
  void of_another_customers_order_only_the_first_event_is_read() {
    var read = new AtomicInteger();
    var history =
        new OrderHistory(
            storing(
                () ->
                    DomainEventStream.of(
                        stream(5).asStream().peek(_ -> read.incrementAndGet()), () -> 0L)));

    assertRefused(
        history.read(of(new CustomerId("bob")), OrderHistoryTest::count), "ORDER_NOT_FOUND");
    assertThat(read).hasValue(1);
  }

  private static void assertRefused(CompletableFuture<?> read, String code) {
    assertThat(read)
        .failsWithin(AMPLE)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.code().name()).isEqualTo(code));
  }

  private void awaitAnswer() {
    try {
      answering.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static VisibleOrder of(@Nullable CustomerId customer) {
    return new VisibleOrder(ORDER, customer);
  }

  private static int count(Iterator<RecordedEvent> events) {
    int count = 0;
    while (events.hasNext()) {
      assertThat(events.next().sequence()).isEqualTo(count);
      count++;
    }
    return count;
  }

  private static DomainEventStream stream(int events) {
    var messages = new ArrayList<DomainEventMessage<?>>();
    for (int sequence = 0; sequence < events; sequence++) {
      messages.add(
          new GenericDomainEventMessage<>(
              "Order", ORDER.toString(), sequence, new OrderEvent.StockReserved(ORDER)));
    }
    return DomainEventStream.of(List.copyOf(messages));
  }

  private static EventStore storing(Supplier<DomainEventStream> stream) {
    return (EventStore)
        Proxy.newProxyInstance(
            EventStore.class.getClassLoader(),
            new Class<?>[] {EventStore.class},
            (_, _, _) -> stream.get());
  }
}
