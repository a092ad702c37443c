package io.orderflow.views.status;

import io.orderflow.api.Step;
import io.orderflow.api.order.FulfillmentStatus;
import io.orderflow.api.order.OrderEvent.CancellationStarted;
import io.orderflow.api.order.OrderView.Cancellation;
import io.orderflow.api.order.OrderView.Shipment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the goods are, and how a cancellation went. */
record OrderProgress(
    FulfillmentStatus fulfillmentStatus,
    @Nullable Shipment shipment,
    @Nullable Cancellation cancellation) {

  static final OrderProgress CREATED = new OrderProgress(FulfillmentStatus.PENDING, null, null);

  /** The step's success, without what a shipment adds to it. */
  OrderProgress succeeded(Step step) {
    return switch (step) {
      case STOCK -> goods(FulfillmentStatus.RESERVED);
      case PAYMENT -> this;
      case PROCESSING -> goods(FulfillmentStatus.PROCESSED);
      case SHIPPING -> goods(FulfillmentStatus.DISPATCHED);
      case DELIVERY -> goods(FulfillmentStatus.DELIVERED);
    };
  }

  /** The parcel was dispatched; the first tracking number reported is kept. */
  OrderProgress dispatched(@Nullable String trackingNumber, Instant at) {
    if (shipment == null) {
      return shipped(new Shipment(trackingNumber, at, null));
    }
    return shipment.trackingNumber() != null
        ? this
        : shipped(new Shipment(trackingNumber, shipment.dispatchedAt(), shipment.deliveredAt()));
  }

  /** The parcel was delivered, which implies its dispatch. */
  OrderProgress delivered(Instant at) {
    return shipped(
        shipment == null
            ? new Shipment(null, at, at)
            : new Shipment(shipment.trackingNumber(), shipment.dispatchedAt(), at));
  }

  OrderProgress cancelling(CancellationStarted event, Instant at) {
    return new OrderProgress(
        fulfillmentStatus,
        shipment,
        new Cancellation(
            event.reason(), event.step(), event.actor(), event.detail(), at, null, null));
  }

  /** The order goes on as shipped, and shows that its cancellation was overruled. */
  OrderProgress overruled(Instant at) {
    return new OrderProgress(FulfillmentStatus.DISPATCHED, shipment, ended(null, at))
        .dispatched(null, at);
  }

  OrderProgress released() {
    return goods(FulfillmentStatus.RELEASED);
  }

  OrderProgress cancelled(Instant at) {
    return new OrderProgress(fulfillmentStatus, shipment, ended(at, null));
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

  private OrderProgress goods(FulfillmentStatus status) {
    return new OrderProgress(status, shipment, cancellation);
  }

  private OrderProgress shipped(Shipment known) {
    return new OrderProgress(fulfillmentStatus, known, cancellation);
  }
}
