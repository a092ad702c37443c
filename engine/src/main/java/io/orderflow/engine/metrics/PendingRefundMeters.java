package io.orderflow.engine.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The charges of one kind that must go back and have not yet: their number, and their sum by
 * currency. A currency is shown from the first such charge on.
 */
public class PendingRefundMeters implements MeterBinder {

  private final String charge;
  private final SampledValue<List<Pending>> sampled;
  private final Set<String> shown = ConcurrentHashMap.newKeySet();

  /**
   * @param charge the kind of charges, as the tag of that name
   * @param sql reads currency, refunds and amount; one row for each currency
   */
  public PendingRefundMeters(String charge, Clock clock, JdbcTemplate jdbc, String sql) {
    this.charge = charge;
    this.sampled = new SampledValue<>(clock, () -> jdbc.query(sql, (row, _) -> pending(row)));
  }

  private static Pending pending(ResultSet row) throws SQLException {
    return new Pending(
        row.getString("currency"), row.getLong("refunds"), row.getBigDecimal("amount"));
  }

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

  /** The pending refunds of one currency. */
  private record Pending(String currency, long count, BigDecimal amount) {}
}
