package io.orderflow.simulator.ledger;

import io.orderflow.simulator.book.LedgerChange;
import io.orderflow.simulator.book.LedgerDecision;
import io.orderflow.simulator.book.LedgerThread;
import io.orderflow.simulator.wire.JsonExchange;
import io.orderflow.simulator.wire.RequestRejectedException;
import io.orderflow.simulator.wire.RouteProvider;
import io.orderflow.simulator.wire.SimulatedReply;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The simulator's own paths. */
@Configuration(proxyBeanMethods = false)
public class SimulatorRoutes {

  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;

  /** How the simulator is. */
  record Health(String status) {}

  /** Whether refunds of {@code pm_card_refund_fails} work. */
  record Healing(boolean refundsHealed) {}

  @Bean
  RouteProvider simulatorPaths(LedgerThread ledgerThread, JsonExchange jsonExchange) {
    return routes ->
        routes
            .GET("/simulator/ledger", request -> ledger(ledgerThread, jsonExchange, request))
            .POST("/simulator/heal", request -> heal(ledgerThread, jsonExchange, true))
            .POST("/simulator/break", request -> heal(ledgerThread, jsonExchange, false))
            .GET(
                "/health",
                request ->
                    jsonExchange.answer(
                        ledgerThread.ask(
                            book ->
                                LedgerDecision.unchanged(SimulatedReply.done(new Health("UP"))))));
  }

  private static ServerResponse ledger(
      LedgerThread ledgerThread, JsonExchange jsonExchange, ServerRequest request) {
    String orderId = request.param("orderId").orElse(null);
    int after = number(request, "after", 0, 0, Integer.MAX_VALUE);
    int limit = number(request, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    return jsonExchange.answer(
        ledgerThread.ask(
            book ->
                LedgerDecision.unchanged(
                    SimulatedReply.done(LedgerPage.of(book.ledger(orderId), after, limit)))));
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

  private static ServerResponse heal(
      LedgerThread ledgerThread, JsonExchange jsonExchange, boolean healed) {
    return jsonExchange.answer(
        ledgerThread.ask(
            book ->
                new LedgerDecision<>(
                    SimulatedReply.done(new Healing(healed)),
                    book.refundsHealed() == healed ? null : LedgerChange.refundsHealed(healed))));
  }
}
