package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import java.util.function.Supplier;

/** Tells the outages and the meters of each request to a partner. */
record ObservedPartnerStep(PartnerStep partner, PartnerOutages outages, PartnerMeters meters)
    implements PartnerStep {

  @Override
  public Step step() {
    return partner.step();
  }

  @Override
  public PartnerAnswer request(OrderFacts order, int requestNo) {
    return observed(() -> partner.request(order, requestNo));
  }

  @Override
  public PartnerAnswer undo(OrderFacts order, int requestNo) {
    return observed(() -> partner.undo(order, requestNo));
  }

  private PartnerAnswer observed(Supplier<PartnerAnswer> request) {
    return meters.measure(step(), () -> outages.observe(step(), request));
  }
}
