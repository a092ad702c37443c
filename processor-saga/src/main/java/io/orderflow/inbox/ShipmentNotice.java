package io.orderflow.inbox;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancellationRefused;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancelled;
import io.orderflow.api.order.OrderCommand.RecordShipmentDelivered;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordShipmentRefused;
import io.orderflow.partner.PartnerJson;
import io.orderflow.partner.PartnerRefusal;

/** A report about a shipment. Over HTTP some types come in responses only, not as callbacks. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(ShipmentNotice.Dispatched.class),
  @JsonSubTypes.Type(ShipmentNotice.Delivered.class),
  @JsonSubTypes.Type(ShipmentNotice.Refused.class),
  @JsonSubTypes.Type(ShipmentNotice.Accepted.class),
  @JsonSubTypes.Type(ShipmentNotice.Cancelled.class),
  @JsonSubTypes.Type(ShipmentNotice.CancellationRefused.class)
})
sealed interface ShipmentNotice extends Notice {

  int MAX_TRACKING_NUMBER = 64;

  @JsonTypeName("DISPATCHED")
  record Dispatched(String eventId, String orderId, String key, String trackingNumber)
      implements ShipmentNotice {

    @Override
    public Dispatched about(OrderId order) {
      return new Dispatched(eventId, order.toString(), key, trackingNumber);
    }

    @Override
    public InterpretedNotice interpret() {
      var tracking = PartnerJson.name("trackingNumber", trackingNumber, MAX_TRACKING_NUMBER);
      return ifOwnKey(Step.SHIPPING, new RecordShipmentDispatched(order(), tracking));
    }
  }

  @JsonTypeName("DELIVERED")
  record Delivered(String eventId, String orderId, String key) implements ShipmentNotice {

    @Override
    public Delivered about(OrderId order) {
      return new Delivered(eventId, order.toString(), key);
    }

    @Override
    public InterpretedNotice interpret() {
      return ifOwnKey(Step.SHIPPING, new RecordShipmentDelivered(order()));
    }
  }

  @JsonTypeName("REFUSED")
  record Refused(String eventId, String orderId, String key, String code, String detail)
      implements ShipmentNotice {

    @Override
    public Refused about(OrderId order) {
      return new Refused(eventId, order.toString(), key, code, detail);
    }

    @Override
    public InterpretedNotice interpret() {
      var why = new PartnerRefusal(code, detail).sentence();
      return ifOwnKey(Step.SHIPPING, new RecordShipmentRefused(order(), why));
    }
  }

  /** The carrier has the request, which was assumed anyway. */
  @JsonTypeName("ACCEPTED")
  record Accepted(String eventId, String orderId, String key) implements ShipmentNotice {

    @Override
    public Accepted about(OrderId order) {
      return new Accepted(eventId, order.toString(), key);
    }

    @Override
    public boolean isCallback() {
      return false;
    }

    @Override
    public InterpretedNotice interpret() {
      return ifOwnKey(Step.SHIPPING, new InterpretedNotice.Irrelevant());
    }
  }

  @JsonTypeName("CANCELLED")
  record Cancelled(String eventId, String orderId, String key) implements ShipmentNotice {

    @Override
    public Cancelled about(OrderId order) {
      return new Cancelled(eventId, order.toString(), key);
    }

    @Override
    public boolean isCallback() {
      return false;
    }

    @Override
    public InterpretedNotice interpret() {
      return ifOwnKey(Step.SHIPPING, new RecordShipmentCancelled(order()));
    }
  }

  @JsonTypeName("CANCELLATION_REFUSED")
  record CancellationRefused(String eventId, String orderId, String key, String code, String detail)
      implements ShipmentNotice {

    @Override
    public CancellationRefused about(OrderId order) {
      return new CancellationRefused(eventId, order.toString(), key, code, detail);
    }

    @Override
    public boolean isCallback() {
      return false;
    }

    /** Only a dispatched parcel overrules a cancellation; no other refusal proves a dispatch. */
    @Override
    public InterpretedNotice interpret() {
      var no = new PartnerRefusal(code, detail);
      return no.isAlreadyDispatched()
          ? ifOwnKey(Step.SHIPPING, new RecordShipmentCancellationRefused(order()))
          : ifOwnKey(
              Step.SHIPPING,
              new InterpretedNotice.Unusable(UnmatchedReason.OTHER, no.unforeseen()));
    }
  }
}
