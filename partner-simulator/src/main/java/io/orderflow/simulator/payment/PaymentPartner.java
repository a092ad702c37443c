package io.orderflow.simulator.payment;

import io.orderflow.simulator.book.LedgerThread;
import io.orderflow.simulator.partner.IdempotentPartner;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.partner.PartnerBehavior;
import io.orderflow.simulator.settings.SimulatorSettings;
import io.orderflow.simulator.wire.JsonExchange;
import io.orderflow.simulator.wire.RouteProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The payment partner's paths. */
@Configuration(proxyBeanMethods = false)
public class PaymentPartner {

  @Bean
  PartnerBehavior payments(SimulatorSettings settings, IdsAndClock ids) {
    return new PaymentBehavior(settings, ids);
  }

  @Bean
  RouteProvider paymentPaths(
      PartnerBehavior payments, LedgerThread ledger, IdsAndClock ids, JsonExchange jsonExchange) {
    IdempotentPartner idempotentPartner = new IdempotentPartner(payments, ledger);
    RefundBehavior refundBehavior = new RefundBehavior(ledger, ids);
    return routes ->
        routes
            .POST(
                "/payments/charges",
                request -> {
                  String key = jsonExchange.key(request);
                  return jsonExchange.answer(
                      idempotentPartner.ask(
                          key, jsonExchange.body(request, ChargeRequest.class).terms()));
                })
            .GET(
                "/payments/charges",
                request ->
                    jsonExchange.answer(idempotentPartner.find(jsonExchange.keyToFind(request))))
            .POST(
                "/payments/voids",
                request -> {
                  jsonExchange.key(request);
                  VoidRequest asked = jsonExchange.body(request, VoidRequest.class);
                  return jsonExchange.answer(
                      idempotentPartner.undo(asked.chargeKey(), asked.orderId()));
                })
            .POST(
                "/payments/refunds",
                request -> {
                  String key = jsonExchange.key(request);
                  return jsonExchange.answer(
                      refundBehavior.refund(key, jsonExchange.body(request, RefundRequest.class)));
                });
  }
}
