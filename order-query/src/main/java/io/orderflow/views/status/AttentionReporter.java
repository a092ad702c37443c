package io.orderflow.views.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.engine.logging.LogContext;
import io.orderflow.engine.metrics.SampledValue;
import java.time.Clock;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reports attentions: their number by a meter, and each by a log line when it is raised and when it
 * is cleared. A replay reports none.
 */
@Component
class AttentionReporter implements MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(AttentionReporter.class);
  private static final String STANDING =
      """
      select coalesce(sum(jsonb_array_length(attention)), 0)
      from views.order_view where attention <> '[]'""";

  private final SampledValue<Long> standing;

  AttentionReporter(JdbcTemplate jdbc, Clock clock) {
    this.standing =
        new SampledValue<>(
            clock, () -> Objects.requireNonNull(jdbc.queryForObject(STANDING, Long.class)));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("orderflow.attentions", standing, count -> count.show(Long::doubleValue))
        .description("open attentions: awaiting an operator, or overdue and retried")
        .register(registry);
  }

  void tell(AttentionChange change) {
    var attention = change.attention();
    var orderId = change.orderId();
    var step = attention.step();
    try (var _ = LogContext.open(orderId.toString(), step, null)) {
      if (change.raised()) {
        log.warn("Order {} needs attention at {}: {}", orderId, step, attention.reason());
      } else {
        log.info(
            "Order {} needs no attention at {} any more: {}", orderId, step, attention.reason());
      }
    }
  }
}
