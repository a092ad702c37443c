package io.orderflow.views.status;

import io.orderflow.api.Step;
import io.orderflow.api.order.FulfillmentStatus;
import io.orderflow.api.order.OrderEvent.CancellationStarted;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderView.Cancellation;
import io.orderflow.api.order.OrderView.Shipment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the order and its goods are. */
record OrderProgress(
    OrderStatus status,
    FulfillmentStatus fulfillmentStatus,
    @Nullable Shipment shipment,
    @Nullable Cancellation cancellation) {

  static final OrderProgress CREATED =
      new OrderProgress(OrderStatus.CREATED, FulfillmentStatus.PENDING, null, null);

  boolean awaits(Step step) {
    return status.step().filter(step::equals).isPresent();
  }

  boolean cancelling() {
    return status == OrderStatus.CANCELLING;
  }

  /** The step's success, without what a shipment adds to it. */
  OrderProgress succeeded(Step step) {
    return switch (step) {
      case STOCK -> at(OrderStatus.AWAITING_PAYMENT, FulfillmentStatus.RESERVED);
      case PAYMENT -> at(OrderStatus.PROCESSING, fulfillmentStatus);
      case PROCESSING -> at(OrderStatus.READY_TO_SHIP, FulfillmentStatus.PROCESSED);
      case SHIPPING -> at(OrderStatus.SHIPPED, FulfillmentStatus.DISPATCHED);
      case DELIVERY -> at(OrderStatus.COMPLETED, FulfillmentStatus.DELIVERED);
    };
  }

  /** The parcel left; a tracking number once known is kept. */
  OrderProgress dispatched(@Nullable String trackingNumber, Instant at) {
    var known =
        shipment == null
            ? new Shipment(trackingNumber, at, null)
            : new Shipment(
                shipment.trackingNumber() == null ? trackingNumber : shipment.trackingNumber(),
                shipment.dispatchedAt(),
                shipment.deliveredAt());
    return new OrderProgress(status, fulfillmentStatus, known, cancellation);
  }

  /** The parcel arrived, so it had left, whether anybody had said so or not. */
  OrderProgress delivered(Instant at) {
    var known =
        shipment == null
            ? new Shipment(null, at, at)
            : new Shipment(shipment.trackingNumber(), shipment.dispatchedAt(), at);
    return new OrderProgress(status, fulfillmentStatus, known, cancellation);
  }

  OrderProgress cancelling(CancellationStarted event, Instant at) {
    var started =
        new Cancellation(
            event.reason(), event.step(), event.actor(), event.detail(), at, null, null);
    return new OrderProgress(OrderStatus.CANCELLING, fulfillmentStatus, shipment, started);
  }

  /** The order goes on as shipped, and shows that its cancellation was overruled. */
  OrderProgress overruled(Instant at) {
    var ended = ended(null, at);
    return new OrderProgress(OrderStatus.SHIPPED, FulfillmentStatus.DISPATCHED, shipment, ended)
        .dispatched(null, at);
  }

  OrderProgress released() {
    return at(status, FulfillmentStatus.RELEASED);
  }

  OrderProgress cancelled(Instant at) {
    return new OrderProgress(OrderStatus.CANCELLED, fulfillmentStatus, shipment, ended(at, null));
  }

  private @Nullable Cancellation ended(
      @Nullable Instant completedAt, @Nullable Instant overruledAt) {
    return cancellation == null
        ? null
        : new Cancellation(
            cancellation.reason(),
            cancellation.step(),
            cancellation.actor(),
            cancellation.detail(),
            cancellation.startedAt(),
            completedAt,
            overruledAt);
  }

  private OrderProgress at(OrderStatus status, FulfillmentStatus fulfillmentStatus) {
    return new OrderProgress(status, fulfillmentStatus, shipment, cancellation);
  }
}
