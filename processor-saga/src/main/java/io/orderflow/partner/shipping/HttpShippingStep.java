package io.orderflow.partner.shipping;

import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancellationRefused;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancelled;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordShipmentRefused;
import io.orderflow.fulfillment.DefaultPartnerStep;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerAnswer.Settled;
import io.orderflow.partner.CallbackUrlProperties;
import io.orderflow.partner.HttpPartner;
import io.orderflow.partner.PartnerJson;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.PartnerRefusal;
import io.orderflow.partner.ResponseMapping;
import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.Transport;
import io.orderflow.partner.shipping.ShippingMessages.Address;
import io.orderflow.partner.shipping.ShippingMessages.Cancelled;
import io.orderflow.partner.shipping.ShippingMessages.Dispatched;
import io.orderflow.partner.shipping.ShippingMessages.Line;
import io.orderflow.partner.shipping.ShippingMessages.RecallRequest;
import io.orderflow.partner.shipping.ShippingMessages.ShipmentRequest;
import org.jspecify.annotations.Nullable;

/** The carrier over HTTP. */
@DefaultPartnerStep(Step.SHIPPING)
@ConditionalOnTransport(Transport.HTTP)
class HttpShippingStep extends CarrierStep {

  private static final int MAX_TRACKING_NUMBER = 64;

  private final HttpPartner partner;
  private final String callbackUrl;

  HttpShippingStep(
      PartnerProperties partners, CallbackUrlProperties callbacks, AddressLookup addressLookup) {
    super(addressLookup);
    this.partner = new HttpPartner("shipping", partners.shipping());
    this.callbackUrl = callbacks.shipments();
  }

  @Override
  PartnerAnswer ship(OrderFacts order, RequestKey key, @Nullable Address address) {
    var request =
        new ShipmentRequest(
            order.orderId().toString(), Line.of(order.lines()), address, callbackUrl);
    return partner.ask(
        "/shipping/shipments",
        key,
        request,
        ResponseMapping.of(Dispatched.class, dispatched -> dispatched(order, key, dispatched))
            .orElse(no -> Settled.with(new RecordShipmentRefused(order.orderId(), no.sentence()))));
  }

  private static PartnerAnswer dispatched(OrderFacts order, RequestKey key, Dispatched dispatched) {
    dispatched.mustBeAbout(key, order.orderId());
    var tracking =
        PartnerJson.name("trackingNumber", dispatched.trackingNumber(), MAX_TRACKING_NUMBER);
    return Settled.with(new RecordShipmentDispatched(order.orderId(), tracking));
  }

  @Override
  PartnerAnswer recall(OrderFacts order, RequestKey key) {
    return partner.ask(
        "/shipping/shipments/cancellations",
        key,
        new RecallRequest(order.orderId().toString(), key.value()),
        ResponseMapping.of(Cancelled.class, cancelled -> recalled(order, key, cancelled))
            .orElse(no -> notRecalled(order, no)));
  }

  private static PartnerAnswer recalled(OrderFacts order, RequestKey key, Cancelled cancelled) {
    cancelled.mustBeAbout(key, order.orderId());
    return Settled.with(new RecordShipmentCancelled(order.orderId()));
  }

  /** Only a dispatched parcel overrules a cancellation; no other refusal proves a dispatch. */
  private static PartnerAnswer notRecalled(OrderFacts order, PartnerRefusal no) {
    return no.isAlreadyDispatched()
        ? Settled.with(new RecordShipmentCancellationRefused(order.orderId()))
        : ResponseMapping.unforeseen(no);
  }
}
