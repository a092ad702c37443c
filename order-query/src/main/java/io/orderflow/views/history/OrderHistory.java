package io.orderflow.views.history;

import io.orderflow.api.OrderId;
import io.orderflow.web.problem.ProblemException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads an order's own stream from the event store, once for each request. Nothing is prepared for
 * it, so an order that is not asked for costs nothing.
 */
@Component
public class OrderHistory {

  /** A bulkhead: above this, histories are refused so that the store keeps serving commands. */
  static final int MOST_AT_ONCE = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(OrderHistory.class);

  private final EventStore events;
  private final Semaphore reads = new Semaphore(MOST_AT_ONCE);

  OrderHistory(EventStore events) {
    this.events = events;
  }

  /**
   * What the reader makes of the events, from the first on; it may stop before the last. Fails with
   * {@link HistoryProblemCode#ORDER_NOT_FOUND} for an order that is not there or not to be seen,
   * and with {@link HistoryProblemCode#HISTORY_UNAVAILABLE} if that cannot be known.
   */
  public <T> CompletableFuture<T> read(
      VisibleOrder order, Function<Iterator<RecordedEvent>, T> reader) {
    if (!reads.tryAcquire()) {
      return CompletableFuture.failedFuture(unavailable());
    }
    return CompletableFuture.supplyAsync(
            () -> readNow(order, reader), task -> Thread.ofVirtual().start(task))
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              throw problem(order, failure);
            });
  }

  /** The permit is held until the store has answered, also where the reader gave up before. */
  private <T> T readNow(VisibleOrder order, Function<Iterator<RecordedEvent>, T> reader) {
    try {
      return stored(
              order.orderId(),
              recorded -> {
                var first = recorded.next();
                if (!order.begins(first)) {
                  throw VisibleOrder.notFound();
                }
                return reader.apply(new FromFirst(first, recorded));
              })
          .orElseThrow(VisibleOrder::notFound);
    } finally {
      reads.release();
    }
  }

  /**
   * The same on the caller's own thread, outside the bulkhead and for as long as it takes; for work
   * in the background that reads one stream after the other.
   *
   * @return empty if no event of the order is stored
   */
  public <T> Optional<T> stored(OrderId orderId, Function<Iterator<RecordedEvent>, T> reader) {
    try (var stream = events.readEvents(orderId.toString()).asStream()) {
      var recorded = stream.<RecordedEvent>map(RecordedEvent::of).iterator();
      return recorded.hasNext() ? Optional.of(reader.apply(recorded)) : Optional.empty();
    }
  }

  private static ProblemException problem(VisibleOrder order, Throwable failure) {
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof ProblemException problem) {
      return problem;
    }
    log.warn("Cannot read the history of order {}", order.orderId(), cause);
    return unavailable();
  }

  private static ProblemException unavailable() {
    return ProblemException.of(
        HistoryProblemCode.HISTORY_UNAVAILABLE,
        "The event store does not answer in time. Ask again after the time in Retry-After.");
  }

  /** The event that was looked at already, then the others. */
  private static final class FromFirst implements Iterator<RecordedEvent> {

    private final RecordedEvent first;
    private final Iterator<RecordedEvent> others;
    private boolean begun;

    FromFirst(RecordedEvent first, Iterator<RecordedEvent> others) {
      this.first = first;
      this.others = others;
    }

    @Override
    public boolean hasNext() {
      return !begun || others.hasNext();
    }

    @Override
    public RecordedEvent next() {
      if (begun) {
        return others.next();
      }
      begun = true;
      return first;
    }
  }
}
