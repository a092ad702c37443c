package io.orderflow.ordering;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.ordering.ShippingAddressStore.Kept;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Erases the addresses of a customer's orders. Events contain no personal data and stay. */
@Component
class PersonalDataErasure {

  /** The limit of one request; a client with more addresses repeats it. */
  static final int AT_ONCE = 10_000;

  private static final int NAMED = 20;

  private final ShippingAddressStore addresses;
  private final PlacedOrders orders;
  private final OrderingProperties properties;
  private final Clock clock;

  PersonalDataErasure(
      ShippingAddressStore addresses,
      PlacedOrders orders,
      OrderingProperties properties,
      Clock clock) {
    this.addresses = addresses;
    this.orders = orders;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Everything or nothing, as of now.
   *
   * @throws ProblemException naming the orders that have not been handed to the carrier and need
   *     theirs
   */
  Erased erase(CustomerId customer) {
    if (addresses.anyWithoutCustomer()) {
      throw ProblemException.of(
          GeneralProblemCode.UNAVAILABLE,
          "Addresses from before an upgrade are still being assigned to their customers. Nothing"
              + " was erased; repeat this in some minutes.");
    }
    var kept = addresses.of(customer, AT_ONCE);
    requireNoneNeeded(kept);
    int erased = addresses.forget(kept);
    return new Erased(customer.value(), erased, erased == kept.size() && erased < AT_ONCE);
  }

  private void requireNoneNeeded(List<Kept> kept) {
    var open =
        kept.stream()
            .filter(this::isNeeded)
            .map(each -> each.key().order())
            .distinct()
            .limit(NAMED)
            .map(OrderId::toString)
            .toList();
    if (!open.isEmpty()) {
      throw ProblemException.of(
              OrderProblemCode.OPEN_ORDERS,
              "Wait until the orders named here are dispatched, or cancel them; then repeat this."
                  + " Nothing was erased.")
          .with("orderIds", open);
    }
  }

  /** Whether the carrier may still need the address. */
  private boolean isNeeded(Kept kept) {
    return orders
        .status(kept.key().order())
        .map(PersonalDataErasure::isAwaitingItsAddress)
        .orElseGet(
            () -> kept.since().isAfter(clock.instant().minus(properties.orphanedAddressAfter())));
  }

  private static boolean isAwaitingItsAddress(OrderStatus status) {
    return switch (status) {
      case CREATED, AWAITING_PAYMENT, PROCESSING, READY_TO_SHIP -> true;
      case SHIPPED, COMPLETED, CANCELLING, CANCELLED -> false;
    };
  }

  /**
   * @param complete false if there may be more, so that the request is to be repeated
   */
  record Erased(String customerId, int erased, boolean complete) {}
}
