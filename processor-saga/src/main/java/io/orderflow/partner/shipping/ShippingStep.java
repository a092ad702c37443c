package io.orderflow.partner.shipping;

import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancellationRefused;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancelled;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordShipmentRefused;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.fulfillment.Answer;
import io.orderflow.fulfillment.Answer.Settled;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.CallbackUrls;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.Meaning;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.Refusal;
import io.orderflow.partner.Wire;
import io.orderflow.partner.shipping.ShippingWire.Address;
import io.orderflow.partner.shipping.ShippingWire.Cancelled;
import io.orderflow.partner.shipping.ShippingWire.Dispatched;
import io.orderflow.partner.shipping.ShippingWire.Line;
import io.orderflow.partner.shipping.ShippingWire.RecallRequest;
import io.orderflow.partner.shipping.ShippingWire.ShipmentRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Has the carrier dispatch an order. Undone by a recall, as long as the parcel is in the house. */
@Component
class ShippingStep implements PartnerStep {

  private static final int MAX_TRACKING_NUMBER = 64;

  private final HttpPartner partner;
  private final String callbackUrl;
  private final Addresses addresses;

  ShippingStep(PartnerProperties partners, CallbackUrls callbacks, Addresses addresses) {
    this.partner = new HttpPartner("shipping", partners.shipping());
    this.callbackUrl = callbacks.shipments();
    this.addresses = addresses;
  }

  @Override
  public Step step() {
    return Step.SHIPPING;
  }

  @Override
  public Answer request(OrderFacts order, int requestNo) {
    try {
      return ship(order, requestNo, addresses.of(order.orderId()));
    } catch (Addresses.Unavailable unavailable) {
      return new Answer.Unknown(unavailable.sentence());
    }
  }

  private Answer ship(OrderFacts order, int requestNo, Optional<ShippingAddress> address) {
    var key = RequestKey.ofStep(order.orderId(), Step.SHIPPING, requestNo);
    var request =
        new ShipmentRequest(
            order.orderId().toString(),
            Line.of(order.lines()),
            address.map(Address::of).orElse(null),
            callbackUrl);
    return partner.ask(
        "/shipping/shipments",
        key,
        request,
        Meaning.of(Dispatched.class, dispatched -> dispatched(order, key, dispatched))
            .orElse(no -> Settled.with(new RecordShipmentRefused(order.orderId(), no.sentence()))));
  }

  private static Answer dispatched(OrderFacts order, RequestKey key, Dispatched dispatched) {
    dispatched.mustBeAbout(key, order.orderId());
    var tracking = Wire.name("trackingNumber", dispatched.trackingNumber(), MAX_TRACKING_NUMBER);
    return Settled.with(new RecordShipmentDispatched(order.orderId(), tracking));
  }

  @Override
  public Answer undo(OrderFacts order, int requestNo) {
    var key = RequestKey.ofStep(order.orderId(), Step.SHIPPING, 1);
    return partner.ask(
        "/shipping/shipments/cancellations",
        key,
        new RecallRequest(order.orderId().toString(), key.value()),
        Meaning.of(Cancelled.class, cancelled -> recalled(order, key, cancelled))
            .orElse(no -> notRecalled(order, no)));
  }

  private static Answer recalled(OrderFacts order, RequestKey key, Cancelled cancelled) {
    cancelled.mustBeAbout(key, order.orderId());
    return Settled.with(new RecordShipmentCancelled(order.orderId()));
  }

  /** Only a parcel on the road overrules a cancellation; no other no is proof of that. */
  private static Answer notRecalled(OrderFacts order, Refusal no) {
    return no.is("ALREADY_DISPATCHED")
        ? Settled.with(new RecordShipmentCancellationRefused(order.orderId()))
        : Meaning.unforeseen(no);
  }
}
