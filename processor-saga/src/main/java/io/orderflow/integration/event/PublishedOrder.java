package io.orderflow.integration.event;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An order after one of its events, as far as public events need it: folded from its events alone,
 * so that an event that is sent again says the same again.
 *
 * @param version the sequence number of the event
 * @param charges all that were taken, with their amounts
 * @param payment the charge that pays for it
 * @param attention the version of its newest attention; 0 before the first
 * @param cancellation the newest
 */
public record PublishedOrder(
    OrderEvent.OrderCreated created,
    long version,
    OrderStatus status,
    Labels labels,
    Map<ChargeId, Money> charges,
    @Nullable ChargeId payment,
    int attention,
    @Nullable Cancellation cancellation) {

  record Cancellation(CancellationReason reason, Actor by) {}

  public OrderId id() {
    return created.orderId();
  }

  /**
   * The order after one more event.
   *
   * @param before null before the first event
   * @throws IllegalStateException if an event is missing between the two
   */
  public static PublishedOrder after(
      @Nullable PublishedOrder before, OrderEvent event, long sequence) {
    if (before == null && event instanceof OrderEvent.OrderCreated created && sequence == 0) {
      return new PublishedOrder(
          created,
          sequence,
          OrderStatus.after(null, event),
          created.labels(),
          Map.of(),
          null,
          0,
          null);
    }
    if (before == null || before.version + 1 != sequence) {
      throw new IllegalStateException(
          "event %d of %s does not follow %s"
              .formatted(sequence, event.orderId(), before == null ? "none" : before.version));
    }
    return before.then(event, sequence);
  }

  private PublishedOrder then(OrderEvent event, long sequence) {
    return new PublishedOrder(
        created,
        sequence,
        OrderStatus.after(status, event),
        event instanceof OrderEvent.LabelsChanged e ? labels.changed(e.set(), e.removed()) : labels,
        chargesAfter(event),
        event instanceof OrderEvent.PaymentCaptured e ? e.chargeId() : payment,
        event instanceof OrderEvent.AttentionRaised e
            ? Math.max(attention, e.version())
            : attention,
        event instanceof OrderEvent.CancellationStarted e
            ? new Cancellation(e.reason(), e.actor())
            : cancellation);
  }

  private Map<ChargeId, Money> chargesAfter(OrderEvent event) {
    if (event instanceof OrderEvent.PaymentCaptured e) {
      return with(e.chargeId(), e.amount());
    }
    return event instanceof OrderEvent.UnexpectedPaymentCaptured e
        ? with(e.chargeId(), e.amount())
        : charges;
  }

  private Map<ChargeId, Money> with(ChargeId charge, Money amount) {
    var all = new HashMap<>(charges);
    all.put(charge, amount);
    return Map.copyOf(all);
  }

  Money amountOf(ChargeId charge) {
    return Objects.requireNonNull(charges.get(charge), () -> charge + " was never taken");
  }

  Cancellation requireCancellation() {
    return Objects.requireNonNull(cancellation, "it was never cancelled");
  }
}
