package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.onerow.SagaHost;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code orderflow.fulfillment.*}: how patient the process is, and how much it does at once. The
 * defaults are for production.
 *
 * @param lease for how long a worker has a task to itself; must be longer than any request
 *     time-out. A dead worker's task is taken up by another one after this time
 * @param pollInterval how often lapsed tasks and due deadlines are looked for
 * @param lookUp how often a partner that answers later is asked how far it is
 * @param reminder how often an attention is raised again while nobody answers it
 * @param command how long the order's answer to a command of the saga is waited for before it is
 *     sent again
 * @param workers how many tasks of one kind (one partner's, or commands) are carried out at once on
 *     this node
 */
@ConfigurationProperties("orderflow.fulfillment")
record FulfillmentProperties(
    @Nullable StepProperties stock,
    @Nullable StepProperties payment,
    @Nullable StepProperties processing,
    @Nullable StepProperties shipping,
    @Nullable StepProperties delivery,
    @Nullable StepProperties compensation,
    @DefaultValue("20s") Duration lease,
    @DefaultValue("250ms") Duration pollInterval,
    @DefaultValue("30s") Duration lookUp,
    @DefaultValue("24h") Duration reminder,
    @DefaultValue("30s") Duration command,
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
        stock == null || stock.onDeadline() != OnDeadline.HOLD,
        "stock.on-deadline must be cancel: nothing was paid that would be worth a person's time");
    require(
        payment == null || payment.onDeadline() != OnDeadline.HOLD,
        "payment.on-deadline must be cancel: nobody's money is waited for beyond the deadline");
    require(
        delivery == null || delivery.onDeadline() != OnDeadline.CANCEL,
        "delivery.on-deadline must be hold: a parcel on the road cannot be cancelled");
  }

  /** What happens to an order whose step is overdue. */
  enum OnDeadline {
    CANCEL,
    HOLD
  }

  /**
   * Whatever is left out is as patient as the step's default.
   *
   * @param deadline until the step is overdue
   * @param backoff the pauses between its tries
   */
  record StepProperties(
      @Nullable Duration deadline, @Nullable OnDeadline onDeadline, @Nullable Backoff backoff) {

    StepProperties {
      require(deadline == null || deadline.isPositive(), "deadline must be longer than nothing");
    }
  }

  Patience patience() {
    return new Patience(
        Map.of(
            Step.STOCK, deadline(stock, Duration.ofMinutes(1)),
            Step.PAYMENT, deadline(payment, Duration.ofMinutes(15)),
            Step.PROCESSING, deadline(processing, Duration.ofHours(2)),
            Step.SHIPPING, deadline(shipping, Duration.ofHours(24)),
            Step.DELIVERY, deadline(delivery, Duration.ofDays(14))),
        held(),
        undoPatience().overdueAfter(),
        lookUp,
        reminder,
        command);
  }

  UndoPatience undoPatience() {
    return new UndoPatience(
        deadline(compensation, Duration.ofHours(24)), lookUp, reminder, command, undoBackoff());
  }

  SagaHost.Timing timing() {
    return new SagaHost.Timing(lease, pollInterval, workers);
  }

  /** The pauses between the tries to get a step done. */
  Backoff backoff(Step step) {
    var settings =
        switch (step) {
          case STOCK -> stock;
          case PAYMENT -> payment;
          case PROCESSING -> processing;
          case SHIPPING -> shipping;
          case DELIVERY -> delivery;
        };
    return backoff(settings, Duration.ofSeconds(60));
  }

  /** The pauses between the tries to get something undone. */
  Backoff undoBackoff() {
    return backoff(compensation, Duration.ofMinutes(5));
  }

  private Set<Step> held() {
    var held = EnumSet.of(Step.DELIVERY);
    if (onDeadline(processing) == OnDeadline.HOLD) {
      held.add(Step.PROCESSING);
    }
    if (onDeadline(shipping) == OnDeadline.HOLD) {
      held.add(Step.SHIPPING);
    }
    return held;
  }

  /** Once money was taken, an order is held unless somebody has decided otherwise. */
  private static OnDeadline onDeadline(@Nullable StepProperties settings) {
    return settings == null || settings.onDeadline() == null
        ? OnDeadline.HOLD
        : settings.onDeadline();
  }

  private static Duration deadline(@Nullable StepProperties settings, Duration byDefault) {
    return settings == null || settings.deadline() == null ? byDefault : settings.deadline();
  }

  private static Backoff backoff(@Nullable StepProperties settings, Duration max) {
    return settings == null || settings.backoff() == null
        ? new Backoff(Duration.ofSeconds(1), max)
        : settings.backoff();
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
