package io.orderflow.simulator.payment;

import io.orderflow.simulator.SimulatorSettings;
import io.orderflow.simulator.book.Bookkeeper;
import io.orderflow.simulator.partner.Clerk;
import io.orderflow.simulator.partner.Desk;
import io.orderflow.simulator.partner.Partner;
import io.orderflow.simulator.wire.Paths;
import io.orderflow.simulator.wire.Wire;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The payment partner's paths. */
@Configuration(proxyBeanMethods = false)
public class PaymentPartner {

  @Bean
  Partner payments(SimulatorSettings settings, Clerk clerk) {
    return new Payments(settings, clerk);
  }

  @Bean
  Paths paymentPaths(Partner payments, Bookkeeper bookkeeper, Clerk clerk, Wire wire) {
    Desk desk = new Desk(payments, bookkeeper);
    Refunds refunds = new Refunds(bookkeeper, clerk);
    return routes ->
        routes
            .POST(
                "/payments/charges",
                request -> {
                  String key = wire.key(request);
                  return wire.answer(
                      desk.ask(key, wire.body(request, ChargeRequest.class).terms()));
                })
            .GET("/payments/charges", request -> wire.answer(desk.find(wire.keyToFind(request))))
            .POST(
                "/payments/voids",
                request -> {
                  wire.key(request);
                  VoidRequest asked = wire.body(request, VoidRequest.class);
                  return wire.answer(desk.undo(asked.chargeKey(), asked.orderId()));
                })
            .POST(
                "/payments/refunds",
                request -> {
                  String key = wire.key(request);
                  return wire.answer(refunds.refund(key, wire.body(request, RefundRequest.class)));
                });
  }
}
