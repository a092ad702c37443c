package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.LedgerThread;
import io.orderflow.simulator.partner.IdempotentPartner;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorSettings;
import io.orderflow.simulator.wire.JsonExchange;
import io.orderflow.simulator.wire.RouteProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The carrier's paths. */
@Configuration(proxyBeanMethods = false)
public class ShippingPartner {

  @Bean
  PartnerBehavior shipments(SimulatorSettings settings, IdsAndClock ids) {
    return new ShippingBehavior(settings, ids);
  }

  @Bean
  RouteProvider shippingPaths(
      PartnerBehavior shipments, LedgerThread ledger, JsonExchange jsonExchange) {
    IdempotentPartner idempotentPartner = new IdempotentPartner(shipments, ledger);
    return routes ->
        routes
            .POST(
                "/shipping/shipments",
                request -> {
                  String key = jsonExchange.key(request);
                  return jsonExchange.answer(
                      idempotentPartner.ask(
                          key, jsonExchange.body(request, ShipmentRequest.class).terms()));
                })
            .GET(
                "/shipping/shipments",
                request ->
                    jsonExchange.answer(idempotentPartner.find(jsonExchange.keyToFind(request))))
            .POST(
                "/shipping/shipments/cancellations",
                request -> {
                  jsonExchange.key(request);
                  RecallRequest asked = jsonExchange.body(request, RecallRequest.class);
                  return jsonExchange.answer(
                      idempotentPartner.undo(asked.shipmentKey(), asked.orderId()));
                });
  }
}
