package io.orderflow.partner.stock;

import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.PartnerProperties;
import org.axonframework.commandhandling.gateway.CommandGateway;

/** The production conversation with the catalogue. */
public final class SimulatedStockStep {

  private SimulatedStockStep() {}

  public static PartnerStep over(CommandGateway catalogue, PartnerProperties partners) {
    return new StockStep(catalogue, partners);
  }
}
