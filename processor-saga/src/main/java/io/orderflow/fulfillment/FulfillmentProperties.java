package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.fulfillment.StepProperties.OnDeadline;
import io.orderflow.sagastore.SagaRuntime;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code orderflow.fulfillment.*}: timeouts and concurrency, by default for production.
 *
 * @param lease for which a worker has a task to itself (1s–10m), half of it to ask and half to
 *     report: at least twice every request-timeout. A dead worker's task is taken over after the
 *     lease and a poll-interval
 * @param pollInterval between two looks for lapsed tasks and due deadlines (10ms–10s)
 * @param lookUp after which a partner that answers later is asked again
 * @param reminder after which an unanswered attention is raised again
 * @param command after which an unanswered command of the saga is sent again
 * @param confirmAfter the age (0s–24h) from which an order is asked whether it still wants a step
 *     before the partner is asked; shorter than any partner remembers a key
 * @param workers on this node (1–1000) for each partner, for the catalog and for commands
 */
@Validated
@ConfigurationProperties("orderflow.fulfillment")
record FulfillmentProperties(
    @NestedConfigurationProperty @Valid @DefaultValue StepProperties stock,
    @NestedConfigurationProperty @Valid @DefaultValue StepProperties payment,
    @NestedConfigurationProperty @Valid @DefaultValue StepProperties processing,
    @NestedConfigurationProperty @Valid @DefaultValue StepProperties shipping,
    @NestedConfigurationProperty @Valid @DefaultValue StepProperties delivery,
    @NestedConfigurationProperty @Valid @DefaultValue StepProperties compensation,
    @DefaultValue("20s") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration lease,
    @DefaultValue("250ms") @DurationMin(millis = 10) @DurationMax(seconds = 10)
        Duration pollInterval,
    @DefaultValue("30s") @DurationMin(nanos = 1) Duration lookUp,
    @DefaultValue("24h") @DurationMin(nanos = 1) Duration reminder,
    @DefaultValue("30s") @DurationMin(nanos = 1) Duration command,
    @DefaultValue("15m") @DurationMin @DurationMax(hours = 24) Duration confirmAfter,
    @DefaultValue("16") @Min(1) @Max(1_000) int workers) {

  private static final Duration MAX_PAUSE = Duration.ofSeconds(60);

  FulfillmentProperties {
    require(
        stock.onDeadline() != OnDeadline.HOLD,
        "stock.on-deadline must be cancel: the order is not paid yet");
    require(
        payment.onDeadline() != OnDeadline.HOLD,
        "payment.on-deadline must be cancel: the order is not paid yet");
    require(
        delivery.onDeadline() != OnDeadline.CANCEL,
        "delivery.on-deadline must be hold: a parcel on its way cannot be cancelled");
    require(
        delivery.backoff() == null,
        "delivery.backoff must be left out: a delivery is awaited, not requested");
    require(
        compensation.onDeadline() != OnDeadline.CANCEL,
        "compensation.on-deadline must be hold: an undo is never given up");
  }

  FulfillmentTimeouts timeouts() {
    return new FulfillmentTimeouts(
        Map.of(
            Step.STOCK, stock.deadlineOr(Duration.ofMinutes(1)),
            Step.PAYMENT, payment.deadlineOr(Duration.ofMinutes(15)),
            Step.PROCESSING, processing.deadlineOr(Duration.ofHours(2)),
            Step.SHIPPING, shipping.deadlineOr(Duration.ofHours(24)),
            Step.DELIVERY, delivery.deadlineOr(Duration.ofDays(14))),
        held(),
        compensation.deadlineOr(Duration.ofHours(24)),
        lookUp,
        reminder,
        command);
  }

  SagaRuntime.Timing timing() {
    return new SagaRuntime.Timing(lease, pollInterval, workers);
  }

  PartnerCaller.Terms terms() {
    return new PartnerCaller.Terms(timing().halfALease(), confirmAfter, this::backoff);
  }

  private Backoff backoff(Attempt attempt) {
    return switch (attempt.kind()) {
      case COMPENSATION -> compensation.backoffUpTo(Duration.ofMinutes(5));
      case REQUEST ->
          switch (attempt.step()) {
            case STOCK -> stock.backoffUpTo(MAX_PAUSE);
            case PAYMENT -> payment.backoffUpTo(MAX_PAUSE);
            case PROCESSING -> processing.backoffUpTo(MAX_PAUSE);
            case SHIPPING -> shipping.backoffUpTo(MAX_PAUSE);
            case DELIVERY -> throw new IllegalStateException("a delivery is only awaited");
          };
    };
  }

  private Set<Step> held() {
    var held = EnumSet.of(Step.DELIVERY);
    if (processing.isHeld()) {
      held.add(Step.PROCESSING);
    }
    if (shipping.isHeld()) {
      held.add(Step.SHIPPING);
    }
    return held;
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("orderflow.fulfillment." + rule);
    }
  }
}
