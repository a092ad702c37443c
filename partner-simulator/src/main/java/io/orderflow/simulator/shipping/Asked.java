package io.orderflow.simulator.shipping;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orderflow.simulator.wire.Checked;
import io.orderflow.simulator.wire.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the carrier is asked over Kafka, by docs/partners/shipping-kafka.yaml. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Asked.Ship.class, name = "SHIP"),
  @JsonSubTypes.Type(value = Asked.Recall.class, name = "RECALL")
})
sealed interface Asked {

  int MAX_REQUEST_ID = 64;

  /** Names this one message. */
  String requestId();

  String orderId();

  /** The shipment's key, in whatever is said about it. */
  String shipment();

  /** A dispatch. */
  record Ship(
      String requestId, String key, String orderId, List<Line> lines, @Nullable Address address)
      implements Asked {

    public Ship {
      requestId = Checked.visible("requestId", requestId, MAX_REQUEST_ID);
      key = Checked.key("key", key);
      orderId = Checked.orderId(orderId);
      lines = Checked.lines(lines);
    }

    @Override
    public String shipment() {
      return key;
    }
  }

  /** A recall of what is not on the road yet; its own key only tells it from others. */
  record Recall(String requestId, String key, String orderId, String shipmentKey) implements Asked {

    public Recall {
      requestId = Checked.visible("requestId", requestId, MAX_REQUEST_ID);
      key = Checked.key("key", key);
      orderId = Checked.orderId(orderId);
      shipmentKey = Checked.key("shipmentKey", shipmentKey);
    }

    @Override
    public String shipment() {
      return shipmentKey;
    }
  }
}
