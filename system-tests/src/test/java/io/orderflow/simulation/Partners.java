package io.orderflow.simulation;

import io.orderflow.api.ChargeId;
import io.orderflow.api.catalog.StockCommand;
import io.orderflow.api.catalog.StockOutcome;
import io.orderflow.catalog.SimulatedStock;
import io.orderflow.simulation.Network.Reply;
import tools.jackson.databind.json.JsonMapper;

/** Everybody outside of orderflow. Nothing may reach them that no stored row has named before. */
final class Partners {

  private static final int PLENTY = 10;
  private static final JsonMapper JSON = JsonMapper.shared();

  final PaymentModel payment;
  final ProcessingModel processing;
  final CarrierModel carrier;
  final SimulatedStock stock;
  private final World world;

  Partners(World world) {
    this.world = world;
    payment = new PaymentModel(world);
    processing = new ProcessingModel(world);
    carrier = new CarrierModel(world);
    stock = new SimulatedStock(world.faults.saysNo() ? 1 : PLENTY);
  }

  /** What a partner does with a request that has got there. */
  Reply answer(String path, String key, String body) {
    return switch (path) {
      case "/payments/charges" -> payment.charge(intended("request PAYMENT", key));
      case "/payments/voids" -> payment.voidKey(undone("PAYMENT", member(body, "chargeKey")));
      case "/payments/refunds" -> refund(key, new ChargeId(member(body, "chargeId")));
      case "/processing/jobs" -> processing.process(intended("request PROCESSING", key));
      case "/processing/jobs/cancellations" ->
          processing.cancel(undone("PROCESSING", member(body, "jobKey")));
      case "/shipping/shipments" -> carrier.ship(intended("request SHIPPING", key));
      case "/shipping/shipments/cancellations" ->
          carrier.recall(undone("SHIPPING", member(body, "shipmentKey")));
      default -> throw new Violation("no partner listens at " + path);
    };
  }

  StockOutcome answer(StockCommand command) {
    var task = command instanceof StockCommand.ReserveStock ? "request STOCK 1" : "undo STOCK 1";
    Violation.unless(
        world.saga.rows().intended(world.id(), task), "P8: " + command + " before it was intended");
    return stock.handle(command);
  }

  private Reply refund(String key, ChargeId charge) {
    Violation.unless(
        key.startsWith("refund:" + charge + ":"), "rule 3: " + charge + " refunded under " + key);
    var number = key.substring(key.lastIndexOf(':') + 1);
    Violation.unless(
        world.saga.rows().intended(world.id(), "undo PAYMENT " + number)
            || world.refunds.rows().intended(charge.value(), "refund " + number),
        "P8: " + key + " before it was intended");
    return payment.refund(key, charge);
  }

  private String intended(String task, String key) {
    var numbered = task + key.substring(key.lastIndexOf(':')).replace(':', ' ');
    Violation.unless(
        world.saga.rows().intended(world.id(), numbered), "P8: " + key + " before it was intended");
    return key;
  }

  private String undone(String step, String key) {
    Violation.unless(
        world.saga.rows().intended(world.id(), "undo " + step + " 1"),
        "P8: undoing " + key + " before it was intended");
    return key;
  }

  private static String member(String body, String name) {
    return JSON.readTree(body).path(name).asString();
  }
}
