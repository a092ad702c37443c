package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.fulfillment.StepProperties.OnDeadline;
import io.orderflow.sagastore.SagaRuntime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code orderflow.fulfillment.*}: how patient the process is, and how much it does at once. The
 * defaults are for production.
 *
 * @param lease for how long a worker has a task to itself (1s–10m), half of it to ask and half to
 *     report: at least twice every request-timeout. A dead worker's task is taken over after this
 *     time and a poll-interval
 * @param pollInterval how often lapsed tasks and due deadlines are looked for (10ms–10s)
 * @param lookUp how often a partner that answers later is asked how far it is
 * @param reminder how often an attention is raised again while nobody answers it
 * @param command after which an unanswered command of the saga is sent again
 * @param confirmAfter an order older than this (0s–24h) is asked whether a step is still to be done
 *     before a partner is asked for it; shorter than any partner remembers a key
 * @param workers how many tasks (1–1000) are carried out at once on this node, for each partner,
 *     for the catalogue and for commands
 */
@ConfigurationProperties("orderflow.fulfillment")
record FulfillmentProperties(
    @NestedConfigurationProperty @DefaultValue StepProperties stock,
    @NestedConfigurationProperty @DefaultValue StepProperties payment,
    @NestedConfigurationProperty @DefaultValue StepProperties processing,
    @NestedConfigurationProperty @DefaultValue StepProperties shipping,
    @NestedConfigurationProperty @DefaultValue StepProperties delivery,
    @NestedConfigurationProperty @DefaultValue StepProperties compensation,
    @DefaultValue("20s") Duration lease,
    @DefaultValue("250ms") Duration pollInterval,
    @DefaultValue("30s") Duration lookUp,
    @DefaultValue("24h") Duration reminder,
    @DefaultValue("30s") Duration command,
    @DefaultValue("15m") Duration confirmAfter,
    @DefaultValue("16") int workers) {

  FulfillmentProperties {
    require(workers >= 1 && workers <= 1000, "workers must be between 1 and 1000");
    require(
        isBetween(lease, Duration.ofSeconds(1), Duration.ofMinutes(10)),
        "lease must be between 1s and 10m");
    require(
        isBetween(pollInterval, Duration.ofMillis(10), Duration.ofSeconds(10)),
        "poll-interval must be between 10ms and 10s");
    for (Duration each : new Duration[] {lookUp, reminder, command}) {
      require(each.isPositive(), "look-up, reminder and command must be longer than nothing");
    }
    require(
        isBetween(confirmAfter, Duration.ZERO, Duration.ofHours(24)),
        "confirm-after must be between 0s and 24h");
    require(
        stock.onDeadline() != OnDeadline.HOLD,
        "stock.on-deadline must be cancel: nothing was paid that would be worth a person's time");
    require(
        payment.onDeadline() != OnDeadline.HOLD,
        "payment.on-deadline must be cancel: nobody's money is waited for beyond the deadline");
    require(
        delivery.onDeadline() != OnDeadline.CANCEL,
        "delivery.on-deadline must be hold: a parcel on the road cannot be cancelled");
    require(
        delivery.backoff() == null,
        "delivery.backoff must be left out: nobody can be asked for a delivery, it is only awaited");
    require(
        compensation.onDeadline() != OnDeadline.CANCEL,
        "compensation.on-deadline must be hold: what must be undone is never given up");
  }

  Patience patience() {
    return new Patience(
        Map.of(
            Step.STOCK, stock.deadlineOr(Duration.ofMinutes(1)),
            Step.PAYMENT, payment.deadlineOr(Duration.ofMinutes(15)),
            Step.PROCESSING, processing.deadlineOr(Duration.ofHours(2)),
            Step.SHIPPING, shipping.deadlineOr(Duration.ofHours(24)),
            Step.DELIVERY, delivery.deadlineOr(Duration.ofDays(14))),
        held(),
        undoPatience().overdueAfter(),
        lookUp,
        reminder,
        command);
  }

  UndoPatience undoPatience() {
    return new UndoPatience(
        compensation.deadlineOr(Duration.ofHours(24)), lookUp, reminder, command, undoBackoff());
  }

  SagaRuntime.Timing timing() {
    return new SagaRuntime.Timing(lease, pollInterval, workers);
  }

  PartnerCaller.Terms terms() {
    return new PartnerCaller.Terms(timing().halfALease(), confirmAfter);
  }

  /** The pauses between the tries to get a step done. */
  Backoff backoff(Step step) {
    var settings =
        switch (step) {
          case STOCK -> stock;
          case PAYMENT -> payment;
          case PROCESSING -> processing;
          case SHIPPING -> shipping;
          case DELIVERY ->
              throw new IllegalStateException("a delivery is only awaited, and never tried again");
        };
    return settings.backoffUpTo(Duration.ofSeconds(60));
  }

  /** The pauses between the tries to get something undone. */
  Backoff undoBackoff() {
    return compensation.backoffUpTo(Duration.ofMinutes(5));
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

  private static boolean isBetween(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("orderflow.fulfillment: " + sentence);
    }
  }
}
