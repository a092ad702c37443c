package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
public class VersionWaiters {

  /** How many versions are awaited at once, by all readers together. */
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

  /**
   * Completes with true when the orders have reached these versions, and with false at the time
   * limit. A reader that waits no longer completes it. It does not tell whose the orders are.
   *
   * @return empty if so many are awaited that this reader cannot wait
   */
  public Optional<CompletableFuture<Boolean>> of(Map<OrderId, Long> versions, Duration atMost) {
    if (awaited.size() + versions.size() > MOST) {
      return Optional.empty();
    }
    var arrivals = versions.entrySet().stream().map(Arrival::of).toList();
    arrivals.forEach(this::add);
    var reached =
        CompletableFuture.allOf(
                arrivals.stream().map(Arrival::reached).toArray(CompletableFuture[]::new))
            .thenApply(_ -> true);
    var timeUp =
        threads.schedule(() -> reached.complete(false), atMost.toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        reached.whenComplete(
            (_, _) -> {
              arrivals.forEach(awaited::remove);
              timeUp.cancel(false);
            });
    return Optional.of(reached);
  }

  private void add(Arrival arrival) {
    awaited.add(arrival);
    var _ = arrival.reached().whenComplete((_, _) -> awaited.remove(arrival));
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
    } catch (RuntimeException failed) { // an exception would cancel the schedule
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
  private record Arrival(OrderId orderId, long version, CompletableFuture<Void> reached) {

    private static Arrival of(Map.Entry<OrderId, Long> version) {
      return new Arrival(version.getKey(), version.getValue(), new CompletableFuture<>());
    }
  }
}
