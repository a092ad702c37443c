package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** Reads an order as new as was asked for, or as new as it is when the time is up. */
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
    // Who sees no such order learns by the time it takes nothing of whether there is one.
    var timeUp =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, asked.patience().toMillis(), TimeUnit.MILLISECONDS);
    // Waited for before it is read: what is written in between is announced to us then.
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
