package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** Reads an order in the requested version, or the current one at the time limit. */
@Component
class ReadYourWrites {

  private final VersionWaiters versionWaiters;

  ReadYourWrites(VersionWaiters versionWaiters) {
    this.versionWaiters = versionWaiters;
  }

  <T> CompletableFuture<Optional<T>> read(
      OrderId orderId,
      Freshness asked,
      Supplier<CompletableFuture<Optional<T>>> query,
      ToLongFunction<T> version) {
    if (!asked.waits()) {
      return query.get();
    }
    // A reader who may not see the order must not learn from the time taken that it exists.
    var timeUp =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, asked.patience().toMillis(), TimeUnit.MILLISECONDS);
    // Waits before it reads: a write in between is announced.
    var arrival = versionWaiters.of(orderId, asked.version(), asked.patience());
    boolean crowded = arrival.isDone();
    return query
        .get()
        .thenCompose(
            found -> {
              if (found.filter(view -> version.applyAsLong(view) >= asked.version()).isPresent()) {
                arrival.complete(null);
                return CompletableFuture.completedFuture(found);
              }
              return arrival
                  .thenCompose(_ -> query.get())
                  .thenCompose(
                      late ->
                          late.isPresent() || crowded
                              ? CompletableFuture.completedFuture(late)
                              : timeUp.thenApply(_ -> late));
            })
        .whenComplete((_, _) -> timeUp.complete(null));
  }
}
