package io.orderflow.views.timeline;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.NotificationList;
import io.orderflow.api.order.OrderQuery.FindNotifications;
import io.orderflow.engine.logging.RateLimitedLogger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the process which notifications were sent: that is in no event and in no view. Where it
 * sends none, as only its own settings say, it is asked once a minute.
 */
@Component
class NotificationLookup {

  private static final Logger log = LoggerFactory.getLogger(NotificationLookup.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration OFF_FOR = Duration.ofMinutes(1);

  private final QueryGateway queries;
  private final RateLimitedLogger seldom;
  private final Clock clock;

  /** Until when none are known to be sent; null if they are, or nothing is known. */
  private volatile @Nullable Instant offUntil;

  NotificationLookup(QueryGateway queries, RateLimitedLogger seldom, Clock clock) {
    this.queries = queries;
    this.seldom = seldom;
    this.clock = clock;
  }

  /**
   * Empty where no notifications are sent. A service that does not answer fails nothing, and goes
   * on sending none if it sent none before.
   */
  CompletableFuture<Optional<TimelineNotifications>> of(OrderId orderId) {
    var off = offUntil;
    if (off != null && clock.instant().isBefore(off)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return queries
        .query(
            new FindNotifications(orderId),
            ResponseTypes.optionalInstanceOf(NotificationList.class))
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(this::answered)
        .exceptionally(this::unanswered);
  }

  private Optional<TimelineNotifications> answered(Optional<NotificationList> found) {
    offUntil = found.isPresent() ? null : clock.instant().plus(OFF_FOR);
    return found.map(TimelineNotifications::of);
  }

  private Optional<TimelineNotifications> unanswered(Throwable failure) {
    if (offUntil != null) {
      return answered(Optional.empty());
    }
    seldom.warnBriefly(
        log,
        "unknown notifications",
        "Timelines are shown without notifications: " + failure,
        failure);
    return Optional.of(TimelineNotifications.UNAVAILABLE);
  }
}
