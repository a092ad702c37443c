package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Lets readers wait for a version of an order without a thread or a query each. The projection
 * wakes them after its commit; because it may run on another node, all awaited rows are also polled
 * together.
 */
@Component
class VersionWaiters {

  /** Above this limit readers do not wait; they get the current version. */
  static final int MOST = 1_000;

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final Logger log = LoggerFactory.getLogger(VersionWaiters.class);

  private final Set<Arrival> awaited = ConcurrentHashMap.newKeySet();
  private final OrderRowStore rows;

  /** These threads run the readers' continuations, which must not run in the projection. */
  private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2, daemon());

  private final ScheduledFuture<?> looking;

  VersionWaiters(OrderRowStore rows) {
    this.rows = rows;
    looking =
        threads.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Completes when the order has reached the version, or at the time limit. */
  CompletableFuture<Void> of(OrderId orderId, long version, Duration atMost) {
    var reached = new CompletableFuture<Void>();
    if (awaited.size() >= MOST) {
      reached.complete(null);
      return reached;
    }
    var arrival = new Arrival(orderId, version, reached);
    awaited.add(arrival);
    var timeUp =
        threads.schedule(() -> reached.complete(null), atMost.toMillis(), TimeUnit.MILLISECONDS);
    return reached.whenComplete(
        (_, _) -> {
          awaited.remove(arrival);
          timeUp.cancel(false);
        });
  }

  boolean isAwaited(OrderId orderId) {
    return awaited.stream().anyMatch(arrival -> arrival.orderId().equals(orderId));
  }

  /** Wakes the readers that wait for these versions; returns at once. */
  void announce(Map<OrderId, Long> versions) {
    awaited.stream()
        .filter(arrival -> versions.getOrDefault(arrival.orderId(), -1L) >= arrival.version())
        .forEach(arrival -> threads.execute(() -> arrival.reached().complete(null)));
  }

  private void look() {
    try {
      var orderIds = awaited.stream().map(Arrival::orderId).collect(Collectors.toSet());
      if (!orderIds.isEmpty()) {
        announce(rows.versions(orderIds));
      }
    } catch (RuntimeException failed) { // or this would have been the last look
      log.warn("The versions that readers wait for cannot be read; this is retried", failed);
    }
  }

  @PreDestroy
  void close() {
    looking.cancel(false);
    threads.shutdownNow();
    awaited.forEach(arrival -> arrival.reached().complete(null));
  }

  private static ThreadFactory daemon() {
    return Thread.ofPlatform().daemon().name("order-arrivals-", 0).factory();
  }

  /** Compared by identity of the future: two readers may wait for one version. */
  private record Arrival(OrderId orderId, long version, CompletableFuture<Void> reached) {}
}
