package io.orderflow.ordering;

import io.orderflow.api.order.OrderQuery.FindShippingAddress;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.ordering.ShippingAddressStore.AddressKey;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers the shipping step's query for the address. */
@Component
class ShippingAddressQueryHandler {

  private final PlacedOrders orders;
  private final ShippingAddressStore addresses;

  ShippingAddressQueryHandler(PlacedOrders orders, ShippingAddressStore addresses) {
    this.orders = orders;
    this.addresses = addresses;
  }

  @QueryHandler
  Optional<ShippingAddress> find(FindShippingAddress query) {
    return orders
        .find(query.orderId())
        .flatMap(
            created -> addresses.find(new AddressKey(created.orderId(), created.fingerprint())));
  }
}
