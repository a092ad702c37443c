package io.orderflow.engine.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The charges of one kind that must go back and have not yet: their number, and their sum by
 * currency. A currency is shown from the first such charge on.
 */
public final class PendingRefundMeters implements MeterBinder {

  private final String charge;
  private final SampledValue<List<Pending>> sampled;
  private final Set<String> shown = ConcurrentHashMap.newKeySet();

  /**
   * @param charge the kind of charges, as the tag of that name
   * @param reader one statement; one element for each currency
   */
  public PendingRefundMeters(String charge, Clock clock, Supplier<List<Pending>> reader) {
    this.charge = charge;
    this.sampled = new SampledValue<>(clock, reader);
  }

  /** The pending refunds of one currency. */
  public record Pending(String currency, long count, BigDecimal amount) {}

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("orderflow.refunds.pending", this, meters -> meters.count(registry))
        .tag("charge", charge)
        .description("charges that must go back and have not yet")
        .register(registry);
  }

  private double count(MeterRegistry registry) {
    return sampled.show(
        pending -> {
          pending.forEach(each -> show(each.currency(), registry));
          return pending.stream().mapToLong(Pending::count).sum();
        });
  }

  private void show(String currency, MeterRegistry registry) {
    if (shown.add(currency)) {
      Gauge.builder("orderflow.refunds.pending.amount", this, meters -> meters.amount(currency))
          .tag("charge", charge)
          .tag("currency", currency)
          .description("money that must go back and has not yet")
          .register(registry);
    }
  }

  private double amount(String currency) {
    return sampled.show(
        pending ->
            pending.stream()
                .collect(Collectors.toMap(Pending::currency, Pending::amount))
                .getOrDefault(currency, BigDecimal.ZERO)
                .doubleValue());
  }
}
