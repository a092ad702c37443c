package io.orderflow.simulator.payment;

import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.partner.IdempotentPartner;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorProperties;
import io.orderflow.simulator.wire.JsonExchange;
import io.orderflow.simulator.wire.RouteProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoints of the payment partner. */
@Configuration(proxyBeanMethods = false)
public class PaymentRoutes {

  @Bean
  PartnerBehavior payments(SimulatorProperties settings, IdsAndClock ids) {
    return new PaymentBehavior(settings, ids);
  }

  @Bean
  RouteProvider paymentPaths(
      PartnerBehavior payments, LedgerThread ledgerThread, IdsAndClock ids, JsonExchange http) {
    IdempotentPartner partner = new IdempotentPartner(payments, ledgerThread);
    RefundBehavior refunds = new RefundBehavior(ledgerThread, ids);
    return routes ->
        routes
            .POST(
                "/payments/charges",
                request -> {
                  String key = http.key(request);
                  return http.answer(
                      partner.ask(key, http.body(request, ChargeRequest.class).terms()));
                })
            .GET("/payments/charges", request -> http.answer(partner.find(http.keyToFind(request))))
            .POST(
                "/payments/voids",
                request -> {
                  http.key(request);
                  VoidRequest asked = http.body(request, VoidRequest.class);
                  return http.answer(partner.undo(asked.chargeKey(), asked.orderId()));
                })
            .POST(
                "/payments/refunds",
                request -> {
                  String key = http.key(request);
                  return http.answer(refunds.refund(key, http.body(request, RefundRequest.class)));
                });
  }
}
