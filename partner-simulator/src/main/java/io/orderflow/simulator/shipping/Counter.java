package io.orderflow.simulator.shipping;

import io.orderflow.simulator.book.Refusal;
import io.orderflow.simulator.kafka.KafkaCourier;
import io.orderflow.simulator.partner.Clerk;
import io.orderflow.simulator.partner.Desk;
import io.orderflow.simulator.wire.Bodies;
import io.orderflow.simulator.wire.Rejected;
import io.orderflow.simulator.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Where requests come in over Kafka: reads them, puts them to the carrier, words the answers. */
final class Counter {

  private final Desk desk;
  private final Clerk clerk;
  private final JsonMapper json;
  private final String tellTo;

  Counter(Desk desk, Clerk clerk, JsonMapper json, String repliesTopic) {
    this.desk = desk;
    this.clerk = clerk;
    this.json = json;
    this.tellTo = KafkaCourier.addressOf(repliesTopic);
  }

  /**
   * The bodies to answer with, which are none where a carrier over HTTP would break down or hang
   * up, and one twice where it is told twice.
   *
   * @throws Rejected at once or later, where this is no request
   */
  CompletableFuture<List<byte[]>> serve(byte @Nullable [] key, byte @Nullable [] value) {
    Asked asked = read(key, value);
    CompletableFuture<Reply> decided =
        switch (asked) {
          case Asked.Ship ship ->
              desk.ask(ship.key(), Shipments.terms(ship.orderId(), ship.lines(), tellTo));
          case Asked.Recall recall -> desk.undo(recall.shipmentKey(), recall.orderId());
        };
    return decided.thenApply(reply -> Collections.nCopies(copies(reply), body(asked, reply)));
  }

  private Asked read(byte @Nullable [] key, byte @Nullable [] value) {
    if (value == null) {
      throw Rejected.malformed("BODY_MALFORMED", "There is no value.");
    }
    Asked asked = Bodies.read(json, value, Asked.class, Bodies::quotingNothing);
    String named = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    if (!named.equals(asked.orderId())) {
      throw Rejected.malformed("KEY_MALFORMED", "The record's key is not its orderId.");
    }
    return asked;
  }

  private static int copies(Reply reply) {
    boolean answered = reply.status() == 200 || reply.status() == 202 || reply.status() == 422;
    return switch (reply.manner()) {
      case AT_ONCE, SLOW -> answered ? 1 : 0;
      case TWICE -> 2;
      case SILENT -> 0;
    };
  }

  private byte[] body(Asked asked, Reply reply) {
    String eventId = clerk.id("evt");
    return json.writeValueAsBytes(
        switch (reply.body()) {
          case ShipmentView view -> ShipmentCallback.saying(view, eventId);
          case Refusal no -> ShipmentCallback.refusing(asked, no, eventId);
          default -> reply.body();
        });
  }
}
