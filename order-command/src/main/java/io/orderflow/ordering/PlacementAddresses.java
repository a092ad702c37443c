package io.orderflow.ordering;

import io.orderflow.ordering.ShippingAddressStore.AddressKey;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Stores the addresses of orders being placed.
 *
 * <p>Addresses of created orders are confirmed in batches, which saves each order a commit. {@link
 * OrphanedAddressCleanup} confirms those lost in a crash or for lack of room.
 */
@Component
class PlacementAddresses {

  private static final int MAX_QUEUED = 10_000;
  private static final int BATCH_SIZE = 1_000;

  private final ArrayBlockingQueue<AddressKey> placed = new ArrayBlockingQueue<>(MAX_QUEUED);
  private final ShippingAddressStore addresses;

  PlacementAddresses(ShippingAddressStore addresses) {
    this.addresses = addresses;
  }

  /** Before the order is created: an order must never lack its address. */
  void keep(PlacementId id, RequestedOrder request) {
    if (request.shippingAddress() != null) {
      addresses.keep(key(id), request.customer(), request.shippingAddress());
    }
  }

  void orderCreated(PlacementId id, RequestedOrder request) {
    if (request.shippingAddress() != null) {
      var _ = placed.offer(key(id));
    }
  }

  /** The request created no order. */
  void forget(PlacementId id) {
    addresses.forget(key(id));
  }

  @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
  void flush() {
    var keys = new ArrayList<AddressKey>();
    while (placed.drainTo(keys, BATCH_SIZE) > 0) {
      addresses.confirm(keys);
      keys.clear();
    }
  }

  private static AddressKey key(PlacementId id) {
    return new AddressKey(id.orderId(), id.fingerprint());
  }
}
