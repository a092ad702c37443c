package io.orderflow.fulfillment;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.fulfillment.PartnerStatistics.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Times the requests of this node to each partner, undos and refunds included, by what came of
 * them. A failure of our own before the partner was asked is none of its requests.
 */
public final class PartnerMeters implements MeterBinder {

  private static final Duration[] BOUNDS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final Map<Step, Map<Outcome, Timer>> timers = new ConcurrentHashMap<>();

  private final PartnerStatistics statistics;

  PartnerMeters(PartnerStatistics statistics) {
    this.statistics = statistics;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var partner : List.of(Step.STOCK, Step.PAYMENT, Step.PROCESSING, Step.SHIPPING)) {
      var byOutcome = new EnumMap<Outcome, Timer>(Outcome.class);
      Arrays.stream(Outcome.values())
          .forEach(outcome -> byOutcome.put(outcome, timer(partner, outcome, registry)));
      timers.put(partner, byOutcome);
    }
  }

  private static Timer timer(Step partner, Outcome outcome, MeterRegistry registry) {
    return Timer.builder("orderflow.partner.requests")
        .tag("partner", partner.name().toLowerCase(Locale.ROOT))
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .description("requests to a partner, by what came of them")
        .serviceLevelObjectives(BOUNDS)
        .register(registry);
  }

  /** Asks, and records how long that took. */
  public PartnerAnswer measure(Step partner, Supplier<PartnerAnswer> request) {
    long begun = System.nanoTime();
    try {
      var answer = request.get();
      record(partner, answer, begun);
      return answer;
    } catch (RuntimeException failed) {
      record(partner, Outcome.UNKNOWN, begun);
      throw failed;
    }
  }

  private void record(Step partner, PartnerAnswer answer, long begun) {
    switch (answer) {
      case PartnerAnswer.Settled(var reports)
          when reports.stream().anyMatch(PartnerMeters::isRefusal) ->
          record(partner, Outcome.REFUSED, begun);
      case PartnerAnswer.Settled _, PartnerAnswer.Later _ ->
          record(partner, Outcome.ANSWERED, begun);
      case PartnerAnswer.Unknown(_, boolean asked) when asked ->
          record(partner, Outcome.UNKNOWN, begun);
      case PartnerAnswer.Unknown _ -> {} // our own failure
    }
  }

  private void record(Step partner, Outcome outcome, long begun) {
    var took = Duration.ofNanos(System.nanoTime() - begun);
    statistics.record(partner, outcome, took);
    var timer = timers.getOrDefault(partner, Map.of()).get(outcome);
    if (timer != null) {
      timer.record(took);
    }
  }

  private static boolean isRefusal(OrderCommand report) {
    return switch (report) {
      case OrderCommand.RecordStockRefused _,
          OrderCommand.RecordPaymentDeclined _,
          OrderCommand.RecordProcessingRefused _,
          OrderCommand.RecordShipmentRefused _,
          OrderCommand.RecordShipmentCancellationRefused _,
          OrderCommand.RecordCompensationRefused _ ->
          true;
      default -> false;
    };
  }
}
