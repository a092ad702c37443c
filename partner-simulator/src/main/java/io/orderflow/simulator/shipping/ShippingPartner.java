package io.orderflow.simulator.shipping;

import io.orderflow.simulator.SimulatorSettings;
import io.orderflow.simulator.book.Bookkeeper;
import io.orderflow.simulator.partner.Clerk;
import io.orderflow.simulator.partner.Desk;
import io.orderflow.simulator.partner.Partner;
import io.orderflow.simulator.wire.Paths;
import io.orderflow.simulator.wire.Wire;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The carrier's paths. */
@Configuration(proxyBeanMethods = false)
public class ShippingPartner {

  @Bean
  Partner shipments(SimulatorSettings settings, Clerk clerk) {
    return new Shipments(settings, clerk);
  }

  @Bean
  Paths shippingPaths(Partner shipments, Bookkeeper bookkeeper, Wire wire) {
    Desk desk = new Desk(shipments, bookkeeper);
    return routes ->
        routes
            .POST(
                "/shipping/shipments",
                request -> {
                  String key = wire.key(request);
                  return wire.answer(
                      desk.ask(key, wire.body(request, ShipmentRequest.class).terms()));
                })
            .GET("/shipping/shipments", request -> wire.answer(desk.find(wire.keyToFind(request))))
            .POST(
                "/shipping/shipments/cancellations",
                request -> {
                  wire.key(request);
                  Recall asked = wire.body(request, Recall.class);
                  return wire.answer(desk.undo(asked.shipmentKey(), asked.orderId()));
                });
  }
}
