package io.orderflow.ordering;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set about placing orders.
 *
 * @param commandTimeout how long a client waits for an order's answer before it is told that the
 *     outcome is unknown (to 1m)
 */
@ConfigurationProperties("orderflow.ordering")
record OrderingProperties(@DefaultValue("10s") Duration commandTimeout) {

  private static final Duration MAX = Duration.ofMinutes(1);

  OrderingProperties {
    if (!commandTimeout.isPositive() || commandTimeout.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "Set orderflow.ordering.command-timeout to more than 0s and at most 60s, for example 10s.");
    }
  }
}
