package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** Reads an order as new as was asked for, or as new as it is when the time is up. */
@Component
class FreshReads {

  private final Arrivals arrivals;

  FreshReads(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  <T> CompletableFuture<Optional<T>> read(
      OrderId orderId,
      Freshness asked,
      Supplier<CompletableFuture<Optional<T>>> query,
      ToLongFunction<T> version) {
    if (!asked.waits()) {
      return query.get();
    }
    // Waited for before it is read: what is written in between is announced to us then.
    var arrival = arrivals.of(orderId, asked.version(), asked.patience());
    return query
        .get()
        .thenCompose(
            found -> {
              if (found.filter(view -> version.applyAsLong(view) >= asked.version()).isPresent()) {
                arrival.complete(null);
                return CompletableFuture.completedFuture(found);
              }
              return arrival.thenCompose(_ -> query.get());
            });
  }
}
