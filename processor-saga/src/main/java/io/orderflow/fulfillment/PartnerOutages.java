package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.engine.outage.ObservedDependency;
import io.orderflow.engine.outage.OutageMonitor;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Watches what comes of asking each partner, so that the log says when one is away. Stock is no
 * partner's: the catalogue is asked by command, whose handlers are watched elsewhere.
 */
public final class PartnerOutages {

  /** So many requests in a row may fail: a few time-outs are no outage. */
  private static final int TOLERATED = 4;

  private final Map<Step, ObservedDependency> partners = new EnumMap<>(Step.class);

  public PartnerOutages(OutageMonitor outages) {
    for (var step : new Step[] {Step.PAYMENT, Step.PROCESSING, Step.SHIPPING}) {
      String name = step.name().toLowerCase(Locale.ROOT);
      partners.put(
          step,
          outages.observe(
              "The " + name + " partner",
              "Requests to it are retried; orders wait at this step, and after its deadline are"
                  + " cancelled or need a person. Check orderflow.partners."
                  + name
                  + " and whether the partner is reachable.",
              TOLERATED));
    }
  }

  /** Asks, and notes whether there was an answer. */
  public PartnerAnswer observe(Step step, Supplier<PartnerAnswer> request) {
    var partner = partners.get(step);
    if (partner == null) {
      return request.get();
    }
    try {
      var answer = request.get();
      switch (answer) {
        case PartnerAnswer.Unknown(var error, boolean asked) when asked -> partner.failed(error);
        case PartnerAnswer.Unknown _ -> {} // says nothing about the partner
        case PartnerAnswer.Settled _, PartnerAnswer.Later _ -> partner.succeeded();
      }
      return answer;
    } catch (RuntimeException failed) {
      partner.failed(failed.getClass().getSimpleName());
      throw failed;
    }
  }

  PartnerStep observing(PartnerStep asked) {
    return new PartnerStep() {
      @Override
      public Step step() {
        return asked.step();
      }

      @Override
      public PartnerAnswer request(OrderFacts order, int requestNo) {
        return observe(step(), () -> asked.request(order, requestNo));
      }

      @Override
      public PartnerAnswer undo(OrderFacts order, int requestNo) {
        return observe(step(), () -> asked.undo(order, requestNo));
      }
    };
  }
}
