package io.orderflow.simulator.control;

import io.orderflow.simulator.ledger.LedgerChange;
import io.orderflow.simulator.ledger.LedgerDecision;
import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.wire.JsonExchange;
import io.orderflow.simulator.wire.RequestRejectedException;
import io.orderflow.simulator.wire.RouteProvider;
import io.orderflow.simulator.wire.SimulatedReply;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Ledger, heal, break and health. */
@Configuration(proxyBeanMethods = false)
public class ControlRoutes {

  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;

  record Health(String status) {}

  /** Whether refunds of {@code pm_card_refund_fails} work, and notifications too. */
  record Healing(boolean refundsHealed) {}

  @Bean
  RouteProvider controlPaths(LedgerThread ledgerThread, JsonExchange http) {
    return routes ->
        routes
            .GET("/simulator/ledger", request -> ledger(ledgerThread, http, request))
            .POST("/simulator/heal", request -> heal(ledgerThread, http, true))
            .POST("/simulator/break", request -> heal(ledgerThread, http, false))
            .GET(
                "/health",
                request ->
                    http.answer(
                        ledgerThread.submit(
                            ledger ->
                                LedgerDecision.unchanged(SimulatedReply.done(new Health("UP"))))));
  }

  private static ServerResponse ledger(
      LedgerThread ledgerThread, JsonExchange http, ServerRequest request) {
    String orderId = request.param("orderId").orElse(null);
    int after = number(request, "after", 0, 0, Integer.MAX_VALUE);
    int limit = number(request, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    return http.answer(
        ledgerThread.submit(
            ledger ->
                LedgerDecision.unchanged(
                    SimulatedReply.done(LedgerPage.of(ledger.entries(orderId), after, limit)))));
  }

  private static int number(ServerRequest request, String name, int absent, int min, int max) {
    String text = request.param(name).orElse("");
    try {
      int number = text.isEmpty() ? absent : Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException malformed) {
      // Answered below like a number out of bounds.
    }
    throw RequestRejectedException.malformed(
        "PARAMETER_MALFORMED", name + " must be a number between " + min + " and " + max + ".");
  }

  private static ServerResponse heal(LedgerThread ledgerThread, JsonExchange http, boolean healed) {
    return http.answer(
        ledgerThread.submit(
            ledger ->
                new LedgerDecision<>(
                    SimulatedReply.done(new Healing(healed)),
                    ledger.refundsHealed() == healed ? null : LedgerChange.refundsHealed(healed))));
  }
}
