package io.orderflow.partner.shipping;

import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.fulfillment.Answer;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.shipping.ShippingWire.Address;
import org.jspecify.annotations.Nullable;

/**
 * Has the carrier dispatch an order, however it is spoken to. Undone by a recall, as long as the
 * parcel is in the house.
 */
abstract class CarrierStep implements PartnerStep {

  private final Addresses addresses;

  CarrierStep(Addresses addresses) {
    this.addresses = addresses;
  }

  @Override
  public final Step step() {
    return Step.SHIPPING;
  }

  @Override
  public final Answer request(OrderFacts order, int requestNo) {
    try {
      var address = addresses.of(order.orderId()).map(Address::of).orElse(null);
      return ship(order, RequestKey.ofStep(order.orderId(), Step.SHIPPING, requestNo), address);
    } catch (Addresses.Unavailable unavailable) {
      return Answer.Unknown.notAsked(unavailable.sentence());
    }
  }

  @Override
  public final Answer undo(OrderFacts order, int requestNo) {
    return recall(order, RequestKey.ofStep(order.orderId(), Step.SHIPPING, 1));
  }

  /**
   * @param address null where none was given or it has been erased
   */
  abstract Answer ship(OrderFacts order, RequestKey key, @Nullable Address address);

  /**
   * @param key the shipment's
   */
  abstract Answer recall(OrderFacts order, RequestKey key);
}
