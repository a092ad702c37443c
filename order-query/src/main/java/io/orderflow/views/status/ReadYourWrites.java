package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Reads an order in the requested version, or the current one at the time limit. */
@Component
class ReadYourWrites {

  private final VersionWaiters versionWaiters;

  ReadYourWrites(VersionWaiters versionWaiters) {
    this.versionWaiters = versionWaiters;
  }

  /** The result is complete at once where nothing is waited for. */
  <T> CompletableFuture<Optional<StoredView<T>>> read(
      OrderId orderId, Freshness asked, Supplier<Optional<StoredView<T>>> query) {
    if (!asked.waits()) {
      return CompletableFuture.completedFuture(query.get());
    }
    var atMost = asked.preference().atMost();
    // Waits before it reads: a write in between is announced.
    var arrival = versionWaiters.of(Map.of(orderId, asked.version()), atMost).orElse(null);
    if (arrival == null) {
      return CompletableFuture.completedFuture(query.get());
    }
    // A reader who may not see the order must not learn from the time taken that it exists.
    var timeUp =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS);
    var found = query.get();
    if (found.filter(view -> view.version() >= asked.version()).isPresent()) {
      arrival.complete(true);
      timeUp.complete(null);
      return CompletableFuture.completedFuture(found);
    }
    return arrival
        .thenApply(_ -> query.get())
        .thenCompose(
            late ->
                late.isPresent()
                    ? CompletableFuture.completedFuture(late)
                    : timeUp.thenApply(_ -> late))
        .whenComplete((_, _) -> timeUp.complete(null));
  }
}
