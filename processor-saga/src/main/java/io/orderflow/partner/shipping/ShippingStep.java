package io.orderflow.partner.shipping;

import io.orderflow.api.RequestKey;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancellationRefused;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancelled;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordShipmentRefused;
import io.orderflow.fulfillment.Answer;
import io.orderflow.fulfillment.Answer.Settled;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.partner.CallbackUrls;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.Meaning;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.Refusal;
import io.orderflow.partner.Wire;
import io.orderflow.partner.kafka.Over;
import io.orderflow.partner.kafka.Transport;
import io.orderflow.partner.shipping.ShippingWire.Address;
import io.orderflow.partner.shipping.ShippingWire.Cancelled;
import io.orderflow.partner.shipping.ShippingWire.Dispatched;
import io.orderflow.partner.shipping.ShippingWire.Line;
import io.orderflow.partner.shipping.ShippingWire.RecallRequest;
import io.orderflow.partner.shipping.ShippingWire.ShipmentRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The carrier over HTTP. */
@Component
@Over(Transport.HTTP)
class ShippingStep extends CarrierStep {

  private static final int MAX_TRACKING_NUMBER = 64;

  private final HttpPartner partner;
  private final String callbackUrl;

  ShippingStep(PartnerProperties partners, CallbackUrls callbacks, Addresses addresses) {
    super(addresses);
    this.partner = new HttpPartner("shipping", partners.shipping());
    this.callbackUrl = callbacks.shipments();
  }

  @Override
  Answer ship(OrderFacts order, RequestKey key, @Nullable Address address) {
    var request =
        new ShipmentRequest(
            order.orderId().toString(), Line.of(order.lines()), address, callbackUrl);
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
  Answer recall(OrderFacts order, RequestKey key) {
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
    return no.isAlreadyDispatched()
        ? Settled.with(new RecordShipmentCancellationRefused(order.orderId()))
        : Meaning.unforeseen(no);
  }
}
