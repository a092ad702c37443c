package io.orderflow.views.stream;

import io.orderflow.api.order.OrderView;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to be told.
 *
 * @param orders which orders; those that leave them are told once
 * @param expiresAt when the client's token expires; null if never
 */
record Subscription(Predicate<OrderView> orders, @Nullable Instant expiresAt) {

  /** How long it may last: so long, or until the token expires. */
  Duration within(Duration longest, Instant now) {
    if (expiresAt == null) {
      return longest;
    }
    var left = Duration.between(now, expiresAt);
    return left.compareTo(longest) < 0 ? left : longest;
  }
}
