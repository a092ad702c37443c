package io.orderflow.partner.processing;

import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.PartnerProperties;

/** The production conversation with the processing partner. */
public final class SimulatedProcessingStep {

  private SimulatedProcessingStep() {}

  public static PartnerStep with(PartnerProperties partners) {
    return new ProcessingStep(partners);
  }
}
