package io.orderflow.ordering;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of placing orders.
 *
 * @param commandTimeout how long a client waits for an order's answer before it is told that the
 *     outcome is unknown (to 1m)
 * @param orphanedAddressAfter how long an address is kept for an order that is not there (10m–30d);
 *     by far longer than any request to place it can be under way
 * @param mostBehind how far the process may be behind, or silent, before no more orders are taken:
 *     well below the shortest deadline of a step, which is what an order misses that waits for too
 *     long (to 24h); a silence of less than 5s does not count
 */
@ConfigurationProperties("orderflow.ordering")
record OrderingProperties(
    @DefaultValue("10s") Duration commandTimeout,
    @DefaultValue("1h") Duration orphanedAddressAfter,
    @DefaultValue("20s") Duration mostBehind) {

  private static final Duration MAX = Duration.ofMinutes(1);

  OrderingProperties {
    if (!commandTimeout.isPositive() || commandTimeout.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "Set orderflow.ordering.command-timeout to more than 0s and at most 60s, for example 10s.");
    }
    if (orphanedAddressAfter.compareTo(Duration.ofMinutes(10)) < 0
        || orphanedAddressAfter.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException(
          "Set orderflow.ordering.orphaned-address-after to 10m to 30d, for example 1h.");
    }
    if (!mostBehind.isPositive() || mostBehind.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "Set orderflow.ordering.most-behind to more than 0s and at most 24h, for example 20s.");
    }
  }
}
