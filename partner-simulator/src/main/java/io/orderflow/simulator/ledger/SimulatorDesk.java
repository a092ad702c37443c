package io.orderflow.simulator.ledger;

import io.orderflow.simulator.book.Bookkeeper;
import io.orderflow.simulator.book.Change;
import io.orderflow.simulator.book.Decision;
import io.orderflow.simulator.wire.Paths;
import io.orderflow.simulator.wire.Rejected;
import io.orderflow.simulator.wire.Reply;
import io.orderflow.simulator.wire.Wire;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The simulator's own paths. */
@Configuration(proxyBeanMethods = false)
public class SimulatorDesk {

  private static final int DEFAULT_LIMIT = 1_000;
  private static final int MAX_LIMIT = 10_000;

  /** How the simulator is. */
  record Health(String status) {}

  /** Whether refunds of {@code pm_card_refund_fails} work. */
  record Healing(boolean refundsHealed) {}

  @Bean
  Paths simulatorPaths(Bookkeeper bookkeeper, Wire wire) {
    return routes ->
        routes
            .GET("/simulator/ledger", request -> ledger(bookkeeper, wire, request))
            .POST("/simulator/heal", request -> heal(bookkeeper, wire, true))
            .POST("/simulator/break", request -> heal(bookkeeper, wire, false))
            .GET(
                "/health",
                request ->
                    wire.answer(
                        bookkeeper.ask(book -> Decision.unchanged(Reply.done(new Health("UP"))))));
  }

  private static ServerResponse ledger(Bookkeeper bookkeeper, Wire wire, ServerRequest request) {
    String orderId = request.param("orderId").orElse(null);
    int after = number(request, "after", 0, 0, Integer.MAX_VALUE);
    int limit = number(request, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    return wire.answer(
        bookkeeper.ask(
            book ->
                Decision.unchanged(Reply.done(LedgerPage.of(book.ledger(orderId), after, limit)))));
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
    throw Rejected.malformed(
        "PARAMETER_MALFORMED", name + " must be a number between " + min + " and " + max + ".");
  }

  private static ServerResponse heal(Bookkeeper bookkeeper, Wire wire, boolean healed) {
    return wire.answer(
        bookkeeper.ask(
            book ->
                new Decision<>(
                    Reply.done(new Healing(healed)),
                    book.refundsHealed() == healed ? null : Change.refundsHealed(healed))));
  }
}
