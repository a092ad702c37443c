package io.orderflow.views.list;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.views.status.VersionWaiters;
import io.orderflow.views.status.WaitPreference;
import io.orderflow.web.request.OrderPosition;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads a list that contains the writes a client names by their positions, or the current list at
 * the time limit.
 */
@Component
class PositionedListReader {

  /** Readers that wait hold no place of their traffic class, so what they read has its own. */
  static final int MOST_AT_ONCE = 4;

  private final OrderListReader orders;
  private final ReachedPositionReader positions;
  private final VersionWaiters versionWaiters;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);

  PositionedListReader(
      OrderListReader orders, ReachedPositionReader positions, VersionWaiters versionWaiters) {
    this.orders = orders;
    this.positions = positions;
    this.versionWaiters = versionWaiters;
  }

  /**
   * The result is complete at once where nothing is waited for.
   *
   * @param seenBy whose orders are seen; null for all
   */
  CompletableFuture<PositionedPage> read(
      ListRequest request, @Nullable CustomerId seenBy, WaitPreference wait) {
    if (request.positions().isEmpty() || !wait.waits()) {
      return CompletableFuture.completedFuture(now(request, seenBy));
    }
    orders.checkCursor(request, seenBy);
    // Waits before it reads: a write in between is announced.
    var arrival = versionWaiters.of(versions(request), wait.atMost()).orElse(null);
    if (arrival == null) {
      return CompletableFuture.completedFuture(now(request, seenBy));
    }
    if (isReached(request, seenBy)) {
      arrival.complete(true);
      var page = orders.page(request, seenBy);
      return CompletableFuture.completedFuture(new PositionedPage(page, request.positions()));
    }
    // Orders of other customers arrive too; the reader must not learn that from the time taken.
    var timeUp =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, wait.atMost().toMillis(), TimeUnit.MILLISECONDS);
    return arrival
        .thenCompose(all -> all ? unlessReached(request, seenBy, timeUp) : timeUp)
        .thenApplyAsync(_ -> now(request, seenBy), this::onPlace)
        .whenComplete((_, _) -> timeUp.complete(null));
  }

  private CompletableFuture<Void> unlessReached(
      ListRequest request, @Nullable CustomerId seenBy, CompletableFuture<Void> timeUp) {
    return CompletableFuture.supplyAsync(() -> isReached(request, seenBy), this::onPlace)
        .thenCompose(reached -> reached ? CompletableFuture.completedFuture(null) : timeUp);
  }

  private boolean isReached(ListRequest request, @Nullable CustomerId seenBy) {
    return positions.reached(request.positions(), seenBy).size() == request.positions().size();
  }

  /** The positions first: what they name is then in the list. */
  private PositionedPage now(ListRequest request, @Nullable CustomerId seenBy) {
    var reached = positions.reached(request.positions(), seenBy);
    return new PositionedPage(orders.page(request, seenBy), reached);
  }

  private static Map<OrderId, Long> versions(ListRequest request) {
    return request.positions().stream()
        .collect(Collectors.toMap(OrderPosition::orderId, OrderPosition::version, Math::max));
  }

  private void onPlace(Runnable reading) {
    Thread.ofVirtual()
        .start(
            () -> {
              places.acquireUninterruptibly();
              try {
                reading.run();
              } finally {
                places.release();
              }
            });
  }
}
