package io.orderflow.simulator.shipping;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orderflow.simulator.wire.FieldChecks;
import io.orderflow.simulator.wire.GoodsLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to the carrier over Kafka, by docs/partners/shipping-kafka.yaml. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ShippingMessage.Ship.class, name = "SHIP"),
  @JsonSubTypes.Type(value = ShippingMessage.Recall.class, name = "RECALL")
})
sealed interface ShippingMessage {

  int MAX_REQUEST_ID = 64;

  String orderId();

  /** The key of the shipment, also for a recall. */
  String shipment();

  record Ship(
      String requestId,
      String key,
      String orderId,
      List<GoodsLine> lines,
      @Nullable ParcelAddress address)
      implements ShippingMessage {

    public Ship {
      requestId = FieldChecks.visible("requestId", requestId, MAX_REQUEST_ID);
      key = FieldChecks.key("key", key);
      orderId = FieldChecks.orderId(orderId);
      lines = FieldChecks.lines(lines);
    }

    @Override
    public String shipment() {
      return key;
    }
  }

  /** A recall; its own key decides nothing. */
  record Recall(String requestId, String key, String orderId, String shipmentKey)
      implements ShippingMessage {

    public Recall {
      requestId = FieldChecks.visible("requestId", requestId, MAX_REQUEST_ID);
      key = FieldChecks.key("key", key);
      orderId = FieldChecks.orderId(orderId);
      shipmentKey = FieldChecks.key("shipmentKey", shipmentKey);
    }

    @Override
    public String shipment() {
      return shipmentKey;
    }
  }
}
