package io.orderflow.views.status;

import io.orderflow.api.OrderId;
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
    // Waits before it reads: a write in between is announced.
    var arrival = versionWaiters.of(orderId, asked.version(), asked.patience());
    boolean crowded = arrival.isDone();
    // A reader who may not see the order must not learn from the time taken that it exists.
    var timeUp =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, asked.patience().toMillis(), TimeUnit.MILLISECONDS);
    var found = query.get();
    if (found.filter(view -> view.version() >= asked.version()).isPresent()) {
      arrival.complete(null);
      timeUp.complete(null);
      return CompletableFuture.completedFuture(found);
    }
    return arrival
        .thenApply(_ -> query.get())
        .thenCompose(
            late ->
                late.isPresent() || crowded
                    ? CompletableFuture.completedFuture(late)
                    : timeUp.thenApply(_ -> late))
        .whenComplete((_, _) -> timeUp.complete(null));
  }
}
