package io.orderflow.callback;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordShipmentDelivered;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordShipmentRefused;
import io.orderflow.partner.Refusal;
import io.orderflow.partner.Wire;

/** What became of a shipment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(ShipmentNotice.Dispatched.class),
  @JsonSubTypes.Type(ShipmentNotice.Delivered.class),
  @JsonSubTypes.Type(ShipmentNotice.Refused.class)
})
sealed interface ShipmentNotice extends Notice {

  int MAX_TRACKING_NUMBER = 64;

  @JsonTypeName("DISPATCHED")
  record Dispatched(String eventId, String orderId, String key, String trackingNumber)
      implements ShipmentNotice {

    @Override
    public Translation translate() {
      var tracking = Wire.name("trackingNumber", trackingNumber, MAX_TRACKING_NUMBER);
      return ifOwnKey(Step.SHIPPING, new RecordShipmentDispatched(order(), tracking));
    }
  }

  @JsonTypeName("DELIVERED")
  record Delivered(String eventId, String orderId, String key) implements ShipmentNotice {

    @Override
    public Translation translate() {
      return ifOwnKey(Step.SHIPPING, new RecordShipmentDelivered(order()));
    }
  }

  @JsonTypeName("REFUSED")
  record Refused(String eventId, String orderId, String key, String code, String detail)
      implements ShipmentNotice {

    @Override
    public Translation translate() {
      var why = new Refusal(code, detail).sentence();
      return ifOwnKey(Step.SHIPPING, new RecordShipmentRefused(order(), why));
    }
  }
}
