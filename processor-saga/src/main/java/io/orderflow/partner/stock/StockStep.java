package io.orderflow.partner.stock;

import io.orderflow.api.Step;
import io.orderflow.api.catalog.StockCommand;
import io.orderflow.api.catalog.StockCommand.Line;
import io.orderflow.api.catalog.StockCommand.ReleaseStock;
import io.orderflow.api.catalog.StockCommand.ReserveStock;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.api.catalog.StockOutcome.Refused;
import io.orderflow.api.catalog.StockOutcome.Released;
import io.orderflow.api.catalog.StockOutcome.Reserved;
import io.orderflow.api.order.OrderCommand.RecordStockRefused;
import io.orderflow.api.order.OrderCommand.RecordStockReleased;
import io.orderflow.api.order.OrderCommand.RecordStockReserved;
import io.orderflow.fulfillment.DefaultPartnerStep;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerAnswer.Settled;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.SingleLineText;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;

/**
 * Reserves an order's stock in the catalog. The catalog is called by command and follows the rules
 * of any partner: once per order, and the undo wins.
 */
@DefaultPartnerStep(Step.STOCK)
class StockStep implements PartnerStep {

  private final CommandGateway commands;
  private final Duration timeout;

  StockStep(CommandGateway commands, PartnerProperties partners) {
    this.commands = commands;
    this.timeout = partners.stock().requestTimeout();
  }

  @Override
  public Step step() {
    return Step.STOCK;
  }

  @Override
  public PartnerAnswer request(OrderFacts order, int requestNo) {
    var lines = order.lines().stream().map(line -> new Line(line.sku(), line.quantity())).toList();
    return ask(
        new ReserveStock(order.orderId(), lines),
        outcome ->
            switch (outcome) {
              case Reserved() -> Settled.with(new RecordStockReserved(order.orderId()));
              case Refused(var detail) ->
                  Settled.with(
                      new RecordStockRefused(order.orderId(), SingleLineText.line(detail, 500)));
              case Released() ->
                  new PartnerAnswer.Unknown("asked to reserve, the catalog released");
            });
  }

  @Override
  public PartnerAnswer undo(OrderFacts order, int requestNo) {
    return ask(
        new ReleaseStock(order.orderId()),
        outcome ->
            switch (outcome) {
              case Released() -> Settled.with(new RecordStockReleased(order.orderId()));
              case Reserved(), Refused _ ->
                  new PartnerAnswer.Unknown("asked to release, the catalog did not");
            });
  }

  /** Waits with a time limit; in one process the catalog's transaction has its own as well. */
  private PartnerAnswer ask(StockCommand command, Function<StockOutcome, PartnerAnswer> meaning) {
    try {
      var outcome =
          commands.<StockOutcome>send(command).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return outcome == null
          ? new PartnerAnswer.Unknown("the catalog answered nothing")
          : meaning.apply(outcome);
    } catch (TimeoutException silent) {
      return new PartnerAnswer.Unknown(
          "the catalog did not answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException failed) {
      return new PartnerAnswer.Unknown("the catalog failed: " + name(failed.getCause()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new PartnerAnswer.Unknown("stopped while waiting for the catalog");
    }
  }

  private static String name(@Nullable Throwable cause) {
    return cause == null ? "for no known reason" : cause.getClass().getSimpleName();
  }
}
