package io.orderflow.partner.shipping;

import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.shipping.ShippingMessages.Address;
import org.jspecify.annotations.Nullable;

/**
 * Ships an order over any transport. The undo is a recall, which is possible until the dispatch.
 */
abstract class CarrierStep implements PartnerStep {

  private final AddressLookup addressLookup;

  CarrierStep(AddressLookup addressLookup) {
    this.addressLookup = addressLookup;
  }

  @Override
  public final Step step() {
    return Step.SHIPPING;
  }

  @Override
  public final PartnerAnswer request(OrderFacts order, int requestNo) {
    try {
      var address = addressLookup.of(order.orderId()).map(Address::of).orElse(null);
      return ship(order, RequestKey.ofStep(order.orderId(), Step.SHIPPING, requestNo), address);
    } catch (AddressLookup.AddressUnavailableException unavailable) {
      return PartnerAnswer.Unknown.notAsked(unavailable.sentence());
    }
  }

  @Override
  public final PartnerAnswer undo(OrderFacts order, int requestNo) {
    return recall(order, RequestKey.ofStep(order.orderId(), Step.SHIPPING, 1));
  }

  /**
   * @param address null if none was given or it was erased
   */
  abstract PartnerAnswer ship(OrderFacts order, RequestKey key, @Nullable Address address);

  /**
   * @param key the shipment's
   */
  abstract PartnerAnswer recall(OrderFacts order, RequestKey key);
}
