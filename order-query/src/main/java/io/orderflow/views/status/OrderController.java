package io.orderflow.views.status;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderView;
import io.orderflow.views.history.OrderHistory;
import io.orderflow.views.history.VisibleOrder;
import io.orderflow.web.request.Preconditions;
import io.orderflow.web.security.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * One order over HTTP. The {@code ETag} is the order's version; a reader who has it is answered
 * {@code 304}.
 */
@RestController
@RequestMapping("/api/v1/orders/{id}")
class OrderController {

  /** Longer than the longest wait for a version, so that the wait ends first. */
  private static final Duration TIMEOUT = WaitPreference.LONGEST.plusSeconds(15);

  /** How long a read waits for an order that exists but is not in the view yet. */
  private static final Freshness SOON = new Freshness(0, new WaitPreference(Duration.ofSeconds(2)));

  private final OrderReader rows;
  private final ReadYourWrites reads;
  private final OrderExistence existence;
  private final OrderHistory history;

  OrderController(
      OrderReader rows, ReadYourWrites reads, OrderExistence existence, OrderHistory history) {
    this.rows = rows;
    this.reads = reads;
    this.existence = existence;
    this.history = history;
  }

  @GetMapping
  Object order(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      Preconditions conditions,
      @RequestParam(required = false) @Nullable String atLeastVersion,
      @RequestParam(required = false) @Nullable String version,
      @RequestParam(required = false) @Nullable String at) {
    var past = PastVersion.asked(version, at);
    var order = VisibleOrder.of(id, caller);
    if (past != null) {
      return past(order, past, new Asked(Freshness.asked(null, atLeastVersion), conditions));
    }
    var reading = new Reading<>(order, rows::order);
    return answer(reading, new Asked(Freshness.asked(prefer, atLeastVersion), conditions));
  }

  @GetMapping("/status")
  Object status(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      Preconditions conditions,
      @RequestParam(required = false) @Nullable String atLeastVersion) {
    var reading = new Reading<>(VisibleOrder.of(id, caller), rows::status);
    return answer(reading, new Asked(Freshness.asked(prefer, atLeastVersion), conditions));
  }

  /** How the order was; from the event store, which is never behind. */
  private DeferredResult<ResponseEntity<OrderView>> past(
      VisibleOrder order, PastVersion past, Asked asked) {
    return DeferredAnswer.of(
        history
            .read(order, past::fold)
            .thenApply(state -> new StoredView<>(state.version(), state::pastView))
            .thenApply(view -> response(view, asked)),
        TIMEOUT);
  }

  /**
   * A {@link ResponseEntity} if the order is there, which nearly all answers are; otherwise the
   * thread is given back and the answer is a {@link DeferredResult}.
   */
  private Object answer(Reading<?> reading, Asked asked) {
    var answer = find(reading, asked.freshness()).thenApply(view -> response(view, asked));
    return answer.isDone() ? answer.join() : DeferredAnswer.of(answer, TIMEOUT);
  }

  /** What is not in the view is not found only if it is not in the event store either. */
  private <T> CompletableFuture<StoredView<T>> find(Reading<T> reading, Freshness freshness) {
    return reads
        .read(reading.order().orderId(), freshness, reading)
        .thenCompose(
            view ->
                view.map(CompletableFuture::completedFuture)
                    .orElseGet(() -> findLate(reading, freshness)));
  }

  /** Waits briefly for a new order, unless the reader chose how long to wait. */
  private <T> CompletableFuture<StoredView<T>> findLate(Reading<T> reading, Freshness freshness) {
    return existence
        .isStored(reading.order().orderId(), reading.order().customer())
        .thenCompose(
            stored -> {
              if (!stored) {
                throw VisibleOrder.notFound();
              }
              if (freshness.waits()) {
                throw OrderExistence.behind();
              }
              return reads.read(reading.order().orderId(), SOON, reading);
            })
        .thenApply(view -> view.orElseThrow(OrderExistence::behind));
  }

  private static <T> ResponseEntity<T> response(StoredView<T> found, Asked asked) {
    String tag = Long.toString(found.version());
    boolean known = asked.conditions().isNotModified(tag);
    var answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK);
    answer.eTag("\"" + tag + "\"").cacheControl(CacheControl.noCache().cachePrivate());
    if (asked.freshness().waits()) {
      answer.header("Preference-Applied", asked.freshness().preference().applied());
    }
    return known
        ? answer.build()
        : answer.contentType(MediaType.APPLICATION_JSON).body(found.view().get());
  }

  /** One of the two questions about an order. */
  private record Reading<T>(
      VisibleOrder order, BiFunction<OrderId, @Nullable CustomerId, Optional<StoredView<T>>> rows)
      implements Supplier<Optional<StoredView<T>>> {

    @Override
    public Optional<StoredView<T>> get() {
      return rows.apply(order.orderId(), order.customer());
    }
  }

  private record Asked(Freshness freshness, Preconditions conditions) {}
}
