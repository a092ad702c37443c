package io.orderflow.simulator.shipping;

import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.partner.IdempotentPartner;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorProperties;
import io.orderflow.simulator.wire.JsonExchange;
import io.orderflow.simulator.wire.RouteProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints of the carrier. */
@Configuration(proxyBeanMethods = false)
public class ShippingRoutes {

  @Bean
  PartnerBehavior shipments(SimulatorProperties settings, IdsAndClock ids) {
    return new ShippingBehavior(settings, ids);
  }

  @Bean
  RouteProvider shippingPaths(
      PartnerBehavior shipments, LedgerThread ledgerThread, JsonExchange http) {
    IdempotentPartner partner = new IdempotentPartner(shipments, ledgerThread);
    return routes ->
        routes
            .POST(
                "/shipping/shipments",
                request -> {
                  String key = http.key(request);
                  return http.answer(
                      partner.ask(key, http.body(request, ShipmentRequest.class).terms()));
                })
            .GET(
                "/shipping/shipments",
                request -> http.answer(partner.find(http.keyToFind(request))))
            .POST(
                "/shipping/shipments/cancellations",
                request -> {
                  http.key(request);
                  RecallRequest asked = http.body(request, RecallRequest.class);
                  return http.answer(partner.undo(asked.shipmentKey(), asked.orderId()));
                });
  }
}
