package io.orderflow.fulfillment;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/** Times each step and each undo, from the event that began it to the one that ended it. */
class StepMeters implements MeterBinder {

  /** From an answer at once to a parcel on its way for two weeks. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30),
    Duration.ofHours(2),
    Duration.ofHours(12),
    Duration.ofDays(1),
    Duration.ofDays(3),
    Duration.ofDays(14)
  };

  private final Map<Step, Map<Outcome, Timer>> timers = new ConcurrentHashMap<>();

  private enum Outcome {
    SUCCEEDED,
    /** The order began to be cancelled. */
    CANCELLED,
    UNDONE
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var step : Step.values()) {
      var byOutcome = new EnumMap<Outcome, Timer>(Outcome.class);
      Arrays.stream(Outcome.values())
          .forEach(outcome -> byOutcome.put(outcome, timer(step, outcome, registry)));
      timers.put(step, byOutcome);
    }
  }

  private static Timer timer(Step step, Outcome outcome, MeterRegistry registry) {
    return Timer.builder("orderflow.step.duration")
        .tag("step", step.name())
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .description("how long a step or its undo took, by the times of its events")
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  /**
   * To be called within the unit of work of an event; counts after its commit.
   *
   * @param at when the event happened
   */
  void record(FulfillmentDocument before, FulfillmentDocument after, Instant at) {
    var ended = before.state().work();
    var since = before.since();
    if (ended != null && since != null && !after.state().isOfSameStep(before.state())) {
      var timer = timers.getOrDefault(ended.step(), Map.of()).get(outcome(ended, after));
      var took = Duration.between(since, at);
      if (timer != null) {
        CurrentUnitOfWork.ifStarted(batch -> batch.root().afterCommit(_ -> timer.record(took)));
      }
    }
  }

  private static Outcome outcome(FulfillmentDocument.Work ended, FulfillmentDocument after) {
    if (ended.kind() == Attempt.Kind.COMPENSATION) {
      return Outcome.UNDONE;
    }
    return switch (after.state().restore()) {
      case FulfillmentState.Forward _, FulfillmentState.Closed _ -> Outcome.SUCCEEDED;
      case FulfillmentState.Backward _, FulfillmentState.Completing _ -> Outcome.CANCELLED;
    };
  }
}
