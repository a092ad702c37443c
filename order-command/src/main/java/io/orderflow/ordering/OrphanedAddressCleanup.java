package io.orderflow.ordering;

import io.orderflow.ordering.ShippingAddressStore.Kept;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Deletes addresses whose order was never created: the process died in between, or the order was
 * refused. It looks the order up in the event store first.
 */
@Component
class OrphanedAddressCleanup {

  private static final Logger log = LoggerFactory.getLogger(OrphanedAddressCleanup.class);
  private static final int AT_ONCE = 500;
  private static final int MOST_BATCHES = 200;

  private final ShippingAddressStore addresses;
  private final PlacedOrders orders;
  private final OrderingProperties properties;
  private final Clock clock;

  OrphanedAddressCleanup(
      ShippingAddressStore addresses,
      PlacedOrders orders,
      OrderingProperties properties,
      Clock clock) {
    this.addresses = addresses;
    this.orders = orders;
    this.properties = properties;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 2, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
  void sweep() {
    var before = clock.instant().minus(properties.orphanedAddressAfter());
    var after = Instant.EPOCH;
    for (int batch = 0; batch < MOST_BATCHES; batch++) {
      var found = addresses.unconfirmed(after, before, AT_ONCE);
      found.forEach(this::settle);
      if (found.size() < AT_ONCE) {
        return;
      }
      after = found.getLast().since();
    }
  }

  private void settle(Kept kept) {
    try {
      confirmOrForget(kept);
    } catch (RuntimeException unreadable) { // the others must not wait for this one
      log.warn(
          "Cannot tell whether order {} exists; its address is kept, and looked at again later",
          kept.key().order(),
          unreadable);
    }
  }

  private void confirmOrForget(Kept kept) {
    var key = kept.key();
    orders
        .find(key.order())
        .filter(created -> created.fingerprint().equals(key.fingerprint()))
        .ifPresentOrElse(
            created -> addresses.confirm(key, created.customerId()),
            () -> addresses.forget(List.of(kept)));
  }
}
