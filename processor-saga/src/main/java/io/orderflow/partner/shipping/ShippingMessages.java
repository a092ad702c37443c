package io.orderflow.partner.shipping;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.partner.KeyedResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies exchanged with the carrier. */
final class ShippingMessages {

  private ShippingMessages() {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ShipmentRequest(
      String orderId, List<Line> lines, @Nullable Address address, String callbackUrl) {}

  record Line(String sku, int quantity) {

    static List<Line> of(List<OrderLine> lines) {
      return lines.stream()
          .map(line -> new Line(line.sku().value(), line.quantity().value()))
          .toList();
    }
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Address(
      String recipient,
      String street,
      String postalCode,
      String city,
      @Nullable String region,
      String country) {

    static Address of(ShippingAddress to) {
      return new Address(
          to.recipient(), to.street(), to.postalCode(), to.city(), to.region(), to.country());
    }

    /** Keeps personal data out of logs. */
    @Override
    public String toString() {
      return "Address[withheld]";
    }
  }

  /** A request over Kafka. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({@JsonSubTypes.Type(Ship.class), @JsonSubTypes.Type(Recall.class)})
  sealed interface Request {}

  @JsonTypeName("SHIP")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Ship(
      String requestId, String key, String orderId, List<Line> lines, @Nullable Address address)
      implements Request {}

  @JsonTypeName("RECALL")
  record Recall(String requestId, String key, String orderId, String shipmentKey)
      implements Request {}

  record RecallRequest(String orderId, String shipmentKey) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "status")
  @JsonSubTypes({@JsonSubTypes.Type(Dispatched.class), @JsonSubTypes.Type(Cancelled.class)})
  sealed interface Shipment extends KeyedResponse {}

  @JsonTypeName("DISPATCHED")
  record Dispatched(String key, String orderId, String trackingNumber) implements Shipment {}

  @JsonTypeName("CANCELLED")
  record Cancelled(String key, String orderId) implements Shipment {}
}
