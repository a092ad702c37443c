package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.kafka.KafkaCallbackTransport;
import io.orderflow.simulator.partner.IdempotentPartner;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.wire.RequestBodyReader;
import io.orderflow.simulator.wire.RequestRejectedException;
import io.orderflow.simulator.wire.SimulatedReply;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Where requests come in over Kafka: reads them, puts them to the carrier, words the answers. */
final class ShippingKafkaListener {

  private final IdempotentPartner idempotentPartner;
  private final IdsAndClock ids;
  private final JsonMapper json;
  private final String tellTo;

  ShippingKafkaListener(
      IdempotentPartner idempotentPartner, IdsAndClock ids, JsonMapper json, String repliesTopic) {
    this.idempotentPartner = idempotentPartner;
    this.ids = ids;
    this.json = json;
    this.tellTo = KafkaCallbackTransport.addressOf(repliesTopic);
  }

  /**
   * The bodies to answer with, which are none where a carrier over HTTP would break down or hang
   * up, and one twice where it is told twice.
   *
   * @throws RequestRejectedException at once or later, where this is no request
   */
  CompletableFuture<List<byte[]>> serve(byte @Nullable [] key, byte @Nullable [] value) {
    ShippingMessage shippingMessage = read(key, value);
    CompletableFuture<SimulatedReply> decided =
        switch (shippingMessage) {
          case ShippingMessage.Ship ship ->
              idempotentPartner.ask(
                  ship.key(), ShippingBehavior.terms(ship.orderId(), ship.lines(), tellTo));
          case ShippingMessage.Recall recall ->
              idempotentPartner.undo(recall.shipmentKey(), recall.orderId());
        };
    return decided.thenApply(
        simulatedReply ->
            Collections.nCopies(copies(simulatedReply), body(shippingMessage, simulatedReply)));
  }

  private ShippingMessage read(byte @Nullable [] key, byte @Nullable [] value) {
    if (value == null) {
      throw RequestRejectedException.malformed("BODY_MALFORMED", "There is no value.");
    }
    ShippingMessage shippingMessage =
        RequestBodyReader.read(
            json, value, ShippingMessage.class, RequestBodyReader::quotingNothing);
    String named = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    if (!named.equals(shippingMessage.orderId())) {
      throw RequestRejectedException.malformed(
          "KEY_MALFORMED", "The record's key is not its orderId.");
    }
    return shippingMessage;
  }

  private static int copies(SimulatedReply simulatedReply) {
    boolean answered =
        simulatedReply.status() == 200
            || simulatedReply.status() == 202
            || simulatedReply.status() == 422;
    return switch (simulatedReply.manner()) {
      case AT_ONCE, SLOW -> answered ? 1 : 0;
      case TWICE -> 2;
      case SILENT -> 0;
    };
  }

  private byte[] body(ShippingMessage shippingMessage, SimulatedReply simulatedReply) {
    String eventId = ids.id("evt");
    return json.writeValueAsBytes(
        switch (simulatedReply.body()) {
          case ShipmentView view -> ShipmentCallback.saying(view, eventId);
          case Refusal no -> ShipmentCallback.refusing(shippingMessage, no, eventId);
          default -> simulatedReply.body();
        });
  }
}
