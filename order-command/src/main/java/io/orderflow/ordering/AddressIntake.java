package io.orderflow.ordering;

import io.orderflow.ordering.ShippingAddressStore.AddressKey;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The addresses of orders while they are placed.
 *
 * <p>That an order has come to be is noted for many addresses with one statement; a statement each
 * would cost every order a commit more. What is lost here with the process, or for want of room,
 * {@link OrphanedAddressCleanup} finds out.
 */
@Component
class AddressIntake {

  private static final int ROOM = 10_000;
  private static final int AT_ONCE = 1_000;

  private final ArrayBlockingQueue<AddressKey> placed = new ArrayBlockingQueue<>(ROOM);
  private final ShippingAddressStore addresses;

  AddressIntake(ShippingAddressStore addresses) {
    this.addresses = addresses;
  }

  /** Before the order is created: it must never be there without its address. */
  void keep(PlacementId id, RequestedOrder request) {
    if (request.shippingAddress() != null) {
      addresses.keep(key(id), request.customer(), request.shippingAddress());
    }
  }

  void orderIsThere(PlacementId id, RequestedOrder request) {
    if (request.shippingAddress() != null) {
      var _ = placed.offer(key(id));
    }
  }

  /** The request has created nothing. */
  void forget(PlacementId id) {
    addresses.forget(key(id));
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void flush() {
    var keys = new ArrayList<AddressKey>();
    while (placed.drainTo(keys, AT_ONCE) > 0) {
      addresses.confirm(keys);
      keys.clear();
    }
  }

  private static AddressKey key(PlacementId id) {
    return new AddressKey(id.orderId(), id.fingerprint());
  }
}
