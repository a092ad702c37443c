package io.orderflow.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.inbox.UnmatchedCallbackCounts.Count;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Reports how many callbacks wait for an operator, on all nodes; it falls when one is settled. */
@Component
final class UnmatchedCallbackGauge implements MeterBinder {

  private final UnmatchedCallbackCounts counts;

  UnmatchedCallbackGauge(UnmatchedCallbackCounts counts) {
    this.counts = counts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var source : CallbackSource.values()) {
      for (var reason : UnmatchedReason.values()) {
        Gauge.builder("orderflow.callbacks.waiting", this, gauge -> gauge.waiting(source, reason))
            .tag("partner", source.name())
            .tag("reason", reason.name())
            .description("callbacks that match no order and wait for an operator")
            .register(registry);
      }
    }
  }

  /** Not known while the database is away. */
  private double waiting(CallbackSource source, UnmatchedReason reason) {
    try {
      return counts.counts().stream()
          .filter(count -> count.partner() == source && count.reason() == reason)
          .mapToLong(Count::count)
          .sum();
    } catch (DataAccessException away) {
      return Double.NaN;
    }
  }
}
