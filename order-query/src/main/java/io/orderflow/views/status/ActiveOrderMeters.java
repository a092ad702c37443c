package io.orderflow.views.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.engine.metrics.SampledValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The number of orders under way in each status, and the age of the oldest. Reads the index of rows
 * that are not yet complete, at most {@value #MOST} of each status.
 */
@Component
class ActiveOrderMeters implements MeterBinder {

  static final int MOST = 100_000;

  private static final List<OrderStatus> ACTIVE =
      Arrays.stream(OrderStatus.values()).filter(status -> !status.isFinal()).toList();

  static final String READ =
      ACTIVE.stream().map(ActiveOrderMeters::ofStatus).collect(Collectors.joining(" union all "));

  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final SampledValue<Map<OrderStatus, Active>> sampled;

  ActiveOrderMeters(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.sampled = new SampledValue<>(clock, this::read);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var status : ACTIVE) {
      Gauge.builder(
              "orderflow.orders.active",
              sampled,
              orders -> orders.show(active -> of(active, status).orders()))
          .tag("status", status.name())
          .description("orders under way, at most " + MOST)
          .register(registry);
      TimeGauge.builder(
              "orderflow.orders.oldest",
              sampled,
              TimeUnit.SECONDS,
              orders -> orders.show(active -> of(active, status).age(clock.instant())))
          .tag("status", status.name())
          .description("time since the oldest order under way was placed")
          .register(registry);
    }
  }

  /** Sorted as the index is: otherwise the limit invites the planner to read the whole table. */
  private static String ofStatus(OrderStatus status) {
    return """
        (select '%1$s' as status, count(*) as orders, min(created_at) as oldest from (
          select created_at from views.order_view where status = '%1$s'
          order by payment_status, fulfillment_status limit %2$d) of_status)"""
        .formatted(status, MOST);
  }

  private static Active of(Map<OrderStatus, Active> active, OrderStatus status) {
    return active.getOrDefault(status, new Active(0, null));
  }

  private Map<OrderStatus, Active> read() {
    var active = new EnumMap<OrderStatus, Active>(OrderStatus.class);
    jdbc.query(
        READ,
        row -> {
          active.put(OrderStatus.valueOf(row.getString("status")), active(row));
        });
    return active;
  }

  private static Active active(ResultSet row) throws SQLException {
    var oldest = row.getTimestamp("oldest");
    return new Active(row.getLong("orders"), oldest == null ? null : oldest.toInstant());
  }

  private record Active(long orders, @Nullable Instant oldest) {

    double age(Instant now) {
      return oldest == null ? 0 : Math.max(0, Duration.between(oldest, now).toMillis() / 1_000.0);
    }
  }
}
