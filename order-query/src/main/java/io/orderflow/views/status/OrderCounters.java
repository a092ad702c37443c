package io.orderflow.views.status;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Counts what the view has learned of orders since the start of this node: each event once, on the
 * node that committed it, and never in a replay. Costs no statement.
 */
@Component
class OrderCounters implements MeterBinder {

  /** From a demo, in which an order takes a second, to a parcel on its way for two weeks. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30),
    Duration.ofHours(2),
    Duration.ofHours(12),
    Duration.ofDays(1),
    Duration.ofDays(3),
    Duration.ofDays(7),
    Duration.ofDays(14)
  };

  /** Of an order that was cancelled before the view kept reasons. */
  private static final String UNKNOWN = "UNKNOWN";

  private final AtomicLong placed = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final Map<String, AtomicLong> cancelled = new TreeMap<>();
  private final Map<OrderStatus, Timer> durations = new ConcurrentHashMap<>();

  OrderCounters() {
    Arrays.stream(CancellationReason.values())
        .forEach(reason -> cancelled.put(reason.name(), new AtomicLong()));
    cancelled.put(UNKNOWN, new AtomicLong());
  }

  /** Must be called after the commit, once. */
  void count(OrderEventBatch batch) {
    placed.addAndGet(batch.placed());
    batch.ended().forEach(this::count);
  }

  private void count(OrderViewState ended) {
    if (ended.status() == OrderStatus.COMPLETED) {
      completed.incrementAndGet();
    } else {
      var cancellation = ended.progress().cancellation();
      var reason = cancellation == null ? UNKNOWN : cancellation.reason().name();
      cancelled.getOrDefault(reason, new AtomicLong()).incrementAndGet();
    }
    var timer = durations.get(ended.status());
    if (timer != null) {
      timer.record(Duration.between(ended.placed().createdAt(), ended.updatedAt()));
    }
  }

  /** All counters exist from the start: an alert needs their zero. */
  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("orderflow.orders.placed", placed, AtomicLong::get)
        .description("orders placed")
        .register(registry);
    FunctionCounter.builder("orderflow.orders.completed", completed, AtomicLong::get)
        .description("orders completed")
        .register(registry);
    cancelled.forEach(
        (reason, count) ->
            FunctionCounter.builder("orderflow.orders.cancelled", count, AtomicLong::get)
                .tag("reason", reason)
                .description("orders whose cancellation has ended")
                .register(registry));
    Arrays.stream(OrderStatus.values())
        .filter(OrderStatus::isFinal)
        .forEach(status -> durations.put(status, timer(status, registry)));
  }

  private static Timer timer(OrderStatus status, MeterRegistry registry) {
    return Timer.builder("orderflow.orders.duration")
        .tag("outcome", status.name().toLowerCase(Locale.ROOT))
        .description("from placing an order to its end, by the times of its events")
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }
}
