package io.orderflow.views.status;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.Scopes;
import io.orderflow.api.order.OrderQuery;
import io.orderflow.api.order.OrderStatusView;
import io.orderflow.api.order.OrderView;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.Preconditions;
import io.orderflow.web.security.Caller;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
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

  /** Longer than anybody may wait for a version, so that the wait ends first. */
  private static final Duration TIMEOUT = Freshness.MOST_PATIENT.plusSeconds(15);

  /** How long an order that exists is waited for, where the reader did not say. */
  private static final Freshness SOON = new Freshness(0, Duration.ofSeconds(2));

  private final QueryGateway queries;
  private final ReadYourWrites reads;
  private final OrderExistence existence;

  OrderController(QueryGateway queries, ReadYourWrites reads, OrderExistence existence) {
    this.queries = queries;
    this.reads = reads;
    this.existence = existence;
  }

  @GetMapping
  DeferredResult<ResponseEntity<OrderView>> order(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      Preconditions conditions,
      @RequestParam(required = false) @Nullable String atLeastVersion) {
    var orderId = parse(id);
    var query = new OrderQuery.FindOrder(orderId, seenBy(caller));
    return answer(
        new Reading<>(
            orderId, query.customerId(), () -> ask(query, OrderView.class), OrderView::version),
        new Asked(Freshness.asked(prefer, atLeastVersion), conditions));
  }

  @GetMapping("/status")
  DeferredResult<ResponseEntity<OrderStatusView>> status(
      Caller caller,
      @PathVariable String id,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
      Preconditions conditions,
      @RequestParam(required = false) @Nullable String atLeastVersion) {
    var orderId = parse(id);
    var query = new OrderQuery.FindOrderStatus(orderId, seenBy(caller));
    return answer(
        new Reading<>(
            orderId,
            query.customerId(),
            () -> ask(query, OrderStatusView.class),
            OrderStatusView::version),
        new Asked(Freshness.asked(prefer, atLeastVersion), conditions));
  }

  /** Whose orders the caller may see: this customer's only, or everybody's if null. */
  private static @Nullable CustomerId seenBy(Caller caller) {
    return caller.hasOneOf(Scopes.OPERATE, Scopes.WRITE_ANY) ? null : caller.customer();
  }

  private <T> CompletableFuture<Optional<T>> ask(OrderQuery query, Class<T> view) {
    return queries.query(query, ResponseTypes.optionalInstanceOf(view));
  }

  /** What is not in the view is not found only if it is not in the event store either. */
  private <T> CompletableFuture<T> find(Reading<T> reading, Freshness freshness) {
    return reads
        .read(reading.orderId(), freshness, reading.query(), reading.version())
        .thenCompose(
            view ->
                view.map(CompletableFuture::completedFuture)
                    .orElseGet(() -> findLate(reading, freshness)));
  }

  /** Who has just placed the order must not have to ask twice; who chose how long to wait has. */
  private <T> CompletableFuture<T> findLate(Reading<T> reading, Freshness freshness) {
    return existence
        .isStored(reading.orderId(), reading.customer())
        .thenCompose(
            stored -> {
              if (!stored) {
                throw notFound();
              }
              if (freshness.waits()) {
                throw OrderExistence.behind();
              }
              return reads.read(reading.orderId(), SOON, reading.query(), reading.version());
            })
        .thenApply(view -> view.orElseThrow(OrderExistence::behind));
  }

  private <T> DeferredResult<ResponseEntity<T>> answer(Reading<T> reading, Asked asked) {
    var result = new DeferredResult<ResponseEntity<T>>(TIMEOUT.toMillis());
    var _ =
        find(reading, asked.freshness())
            .thenApply(view -> response(view, reading.version(), asked))
            .whenComplete(
                (response, failure) -> {
                  if (failure == null) {
                    result.setResult(response);
                  } else {
                    result.setErrorResult(
                        failure.getCause() == null ? failure : failure.getCause());
                  }
                });
    return result;
  }

  private static <T> ResponseEntity<T> response(T view, ToLongFunction<T> version, Asked asked) {
    String tag = Long.toString(version.applyAsLong(view));
    boolean known = asked.conditions().isNotModified(tag);
    var answer = ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK);
    answer.eTag("\"" + tag + "\"").cacheControl(CacheControl.noCache().cachePrivate());
    if (asked.freshness().waits()) {
      answer.header("Preference-Applied", asked.freshness().applied());
    }
    return known ? answer.build() : answer.body(view);
  }

  /** What is no id names no order. */
  private static OrderId parse(String id) {
    try {
      return OrderId.parse(id);
    } catch (IllegalArgumentException malformed) {
      throw notFound();
    }
  }

  private static ProblemException notFound() {
    return ProblemException.of(OrderViewProblem.ORDER_NOT_FOUND, "There is no order with this id.");
  }

  private record Reading<T>(
      OrderId orderId,
      @Nullable CustomerId customer,
      Supplier<CompletableFuture<Optional<T>>> query,
      ToLongFunction<T> version) {}

  private record Asked(Freshness freshness, Preconditions conditions) {}
}
