package io.orderflow.simulator.shipping;

import io.orderflow.simulator.kafka.KafkaCallbackTransport;
import io.orderflow.simulator.ledger.Refusal;
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

/** Handles one request over Kafka: reads it, asks the carrier, and writes the replies. */
final class ShippingRequestHandler {

  private final IdempotentPartner partner;
  private final IdsAndClock ids;
  private final JsonMapper json;
  private final String callbackUrl;

  ShippingRequestHandler(
      IdempotentPartner partner, IdsAndClock ids, JsonMapper json, String repliesTopic) {
    this.partner = partner;
    this.ids = ids;
    this.json = json;
    this.callbackUrl = KafkaCallbackTransport.addressOf(repliesTopic);
  }

  /**
   * The bodies of the replies: none where the carrier over HTTP would fail or stay silent, two
   * where it reports twice.
   *
   * @throws RequestRejectedException at once or by the future, if the request is unreadable
   */
  CompletableFuture<List<byte[]>> serve(byte @Nullable [] key, byte @Nullable [] value) {
    ShippingMessage request = read(key, value);
    CompletableFuture<SimulatedReply> decided =
        switch (request) {
          case ShippingMessage.Ship ship ->
              partner.ask(
                  ship.key(), ShippingBehavior.terms(ship.orderId(), ship.lines(), callbackUrl));
          case ShippingMessage.Recall recall ->
              partner.undo(recall.shipmentKey(), recall.orderId());
        };
    return decided.thenApply(reply -> Collections.nCopies(copies(reply), body(request, reply)));
  }

  private ShippingMessage read(byte @Nullable [] key, byte @Nullable [] value) {
    if (value == null) {
      throw RequestRejectedException.malformed("BODY_MALFORMED", "There is no value.");
    }
    ShippingMessage request =
        RequestBodyReader.read(
            json, value, ShippingMessage.class, RequestBodyReader::quotingNothing);
    String named = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    if (!named.equals(request.orderId())) {
      throw RequestRejectedException.malformed(
          "KEY_MALFORMED", "The record's key is not its orderId.");
    }
    return request;
  }

  private static int copies(SimulatedReply reply) {
    boolean answered = reply.status() == 200 || reply.status() == 202 || reply.status() == 422;
    return switch (reply.manner()) {
      case AT_ONCE, SLOW -> answered ? 1 : 0;
      case TWICE -> 2;
      case SILENT -> 0;
    };
  }

  private byte[] body(ShippingMessage request, SimulatedReply reply) {
    String eventId = ids.id("evt");
    return json.writeValueAsBytes(
        switch (reply.body()) {
          case ShipmentView view -> ShipmentCallback.saying(view, eventId);
          case Refusal no -> ShipmentCallback.refusing(request, no, eventId);
          default -> reply.body();
        });
  }
}
