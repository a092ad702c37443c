package io.orderflow.views.status;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.web.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the event store about an order that is not in the view. The view may be behind, and a client
 * that is told "not found" of an order it has placed would order again. Orders that are in the view
 * cost nothing here.
 */
@Component
class OrderExistence {

  /** A bulkhead against guessed ids: above this, reads of unknown orders are refused. */
  static final int MOST_AT_ONCE = 16;

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Logger log = LoggerFactory.getLogger(OrderExistence.class);

  private final EventStore events;
  private final Semaphore lookUps = new Semaphore(MOST_AT_ONCE);

  OrderExistence(EventStore events) {
    this.events = events;
  }

  /**
   * Whether there is such an order, and it is this customer's; fails with {@link
   * OrderViewProblemCode#VIEW_BEHIND} if that cannot be known.
   */
  CompletableFuture<Boolean> isStored(OrderId orderId, @Nullable CustomerId customer) {
    if (!lookUps.tryAcquire()) {
      return CompletableFuture.failedFuture(unknown());
    }
    return CompletableFuture.supplyAsync(
            () -> lookUp(orderId, customer), task -> Thread.ofVirtual().start(task))
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(
            failure -> {
              log.debug("Cannot look up order {} in the event store", orderId, failure);
              throw unknown();
            });
  }

  /** The permit is held until the store has answered, also where the reader gave up before. */
  private boolean lookUp(OrderId orderId, @Nullable CustomerId customer) {
    try {
      var stream = events.readEvents(orderId.toString());
      return stream.hasNext() && isOf(customer, stream.next().getPayload());
    } finally {
      lookUps.release();
    }
  }

  private static boolean isOf(@Nullable CustomerId customer, Object first) {
    return customer == null
        || (first instanceof OrderCreated created && created.customerId().equals(customer));
  }

  /** The order is stored, but not in the view yet. */
  static ProblemException behind() {
    return ProblemException.of(
        OrderViewProblemCode.VIEW_BEHIND,
        "The order exists but cannot be read yet. Ask again after the time in Retry-After, or with"
            + " the header Prefer: wait=30. Do not place it again.");
  }

  private static ProblemException unknown() {
    return ProblemException.of(
        OrderViewProblemCode.VIEW_BEHIND,
        "It cannot be determined right now whether the order exists. Ask again after the time in"
            + " Retry-After. Do not place it again.");
  }
}
