package io.orderflow.integration.webhook;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.webhook.WebhookStatus.DisabledFor;
import io.orderflow.engine.metrics.SampledValue;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Counts this node's attempts, and shows what waits and what is disabled on all nodes. */
final class WebhookMeters implements MeterBinder {

  private static final String READ =
      """
      select
        (select count(*) from (
          select from webhooks.delivery join webhooks.endpoint on endpoint.id = endpoint_id
          where delivery.state = 'WAITING' and endpoint.state = 'ENABLED' limit 100000) as found)
          as waiting,
        (select min(first.due_at) from webhooks.endpoint cross join lateral (
          select due_at from webhooks.delivery
          where endpoint_id = endpoint.id and delivery.state = 'WAITING'
          order by due_at limit 1) as first
          where endpoint.state = 'ENABLED' and first.due_at <= ?
            and (paused_until is null or paused_until <= ?)) as oldest,
        count(*) filter (where disabled_for = 'OPERATOR') as operator,
        count(*) filter (where disabled_for = 'GONE') as gone,
        count(*) filter (where disabled_for = 'FAILING') as failing
      from webhooks.endpoint""";

  private final Map<DeliveryOutcome, AtomicLong> attempts = new EnumMap<>(DeliveryOutcome.class);
  private final JdbcTemplate jdbc;
  private final Clock clock;
  private final SampledValue<Sample> sampled;

  WebhookMeters(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.sampled = new SampledValue<>(clock, this::read);
    for (var outcome : DeliveryOutcome.values()) {
      attempts.put(outcome, new AtomicLong());
    }
  }

  /**
   * @param oldest since when the oldest event is due whose endpoint is not in a pause
   */
  private record Sample(long waiting, @Nullable Instant oldest, Map<DisabledFor, Long> disabled) {}

  void count(DeliveryOutcome outcome) {
    Objects.requireNonNull(attempts.get(outcome)).incrementAndGet();
  }

  private Sample read() {
    var now = Timestamp.from(clock.instant());
    return Objects.requireNonNull(
        jdbc.queryForObject(
            READ,
            (row, _) ->
                new Sample(
                    row.getLong("waiting"),
                    WebhookEndpoints.instant(row, "oldest"),
                    Map.of(
                        DisabledFor.OPERATOR, row.getLong("operator"),
                        DisabledFor.GONE, row.getLong("gone"),
                        DisabledFor.FAILING, row.getLong("failing"))),
            now,
            now));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    attempts.forEach(
        (outcome, count) ->
            FunctionCounter.builder("orderflow.webhooks.attempts", count, AtomicLong::get)
                .tag("outcome", outcome.name())
                .description("attempts to deliver an event to a webhook")
                .register(registry));
    Gauge.builder("orderflow.webhooks.waiting", sampled, value -> value.show(Sample::waiting))
        .description("deliveries that wait, of webhooks that are enabled")
        .register(registry);
    Gauge.builder("orderflow.webhooks.oldest.due", sampled, value -> value.show(this::overdue))
        .baseUnit("seconds")
        .description("how long the oldest delivery is due whose webhook is not in a pause")
        .register(registry);
    for (var reason : DisabledFor.values()) {
      Gauge.builder(
              "orderflow.webhooks.disabled",
              sampled,
              value -> value.show(sample -> sample.disabled().getOrDefault(reason, 0L)))
          .tag("reason", reason.name())
          .description("webhooks that nothing is sent to")
          .register(registry);
    }
  }

  private double overdue(Sample sample) {
    var oldest = sample.oldest();
    return oldest == null
        ? 0
        : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1_000.0);
  }
}
