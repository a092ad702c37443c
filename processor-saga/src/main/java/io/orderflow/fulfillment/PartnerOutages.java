package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.engine.outage.OutageMonitor;
import io.orderflow.engine.outage.PassiveHealthCheck;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Observes the requests to each partner, so that the log reports an outage. Stock is not observed
 * here: the catalog is no partner but a command handler, and those are observed by the engine.
 */
public final class PartnerOutages {

  /** Failures in a row that are not yet an outage. */
  private static final int TOLERATED = 4;

  private final Map<Step, PassiveHealthCheck> partners = new EnumMap<>(Step.class);

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

  public PartnerAnswer observe(Step step, Supplier<PartnerAnswer> request) {
    var partner = partners.get(step);
    if (partner == null) {
      return request.get();
    }
    try {
      var answer = request.get();
      switch (answer) {
        case PartnerAnswer.Unknown(var error, boolean asked) when asked -> partner.failed(error);
        case PartnerAnswer.Unknown _ -> {} // our own failure
        case PartnerAnswer.Settled _, PartnerAnswer.Later _ -> partner.succeeded();
      }
      return answer;
    } catch (RuntimeException failed) {
      partner.failed(failed.getClass().getSimpleName());
      throw failed;
    }
  }
}
