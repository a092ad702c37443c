package io.orderflow.ordering;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderQuery.FindShippingAddress;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.ordering.ShippingAddressStore.Stored;
import java.util.List;
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

  /**
   * Needs no events of the order for an order without an address, nor for an address that is
   * confirmed to be the order's.
   */
  @QueryHandler
  Optional<ShippingAddress> find(FindShippingAddress query) {
    var stored = addresses.of(query.orderId());
    return stored.stream()
        .filter(Stored::confirmed)
        .findFirst()
        .or(() -> stored.isEmpty() ? Optional.empty() : ofPlacement(query.orderId(), stored))
        .map(Stored::address);
  }

  private Optional<Stored> ofPlacement(OrderId order, List<Stored> stored) {
    return orders
        .find(order)
        .flatMap(
            created ->
                stored.stream()
                    .filter(address -> address.fingerprint().equals(created.fingerprint()))
                    .findFirst());
  }
}
