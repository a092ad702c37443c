package io.orderflow.simulation;

import static io.orderflow.api.Step.*;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.*;
import io.orderflow.api.order.ShipmentResolution;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * P12, told a second time and in other words than production's: which event may follow which. The
 * step that is open, or what is still to be undone, says it all.
 */
final class LegalMoves {

  private final Deque<Step> forward = new ArrayDeque<>();
  private final Deque<Step> back = new ArrayDeque<>();
  private final Map<String, AttentionRaised> attentions = new HashMap<>();
  private @Nullable ChargeId paidBy;
  private boolean free;
  private boolean placed;
  private boolean cancelling;
  private boolean cancelled;

  void check(List<OrderEvent> events) {
    events.forEach(event -> Violation.unless(isLegal(event), "P12: " + event + " in " + events));
  }

  private boolean isLegal(OrderEvent event) {
    return switch (event) {
      case OrderCreated e -> place(e);
      case LabelsChanged _ -> placed;
      case StockReserved _ -> done(STOCK);
      case PaymentCaptured e -> !free && done(PAYMENT) && paid(e);
      case PaymentNotRequired _ -> free && done(PAYMENT);
      case ProcessingCompleted _ -> done(PROCESSING);
      case ShipmentDispatched _ -> done(SHIPPING);
      case ShipmentDelivered _ -> (isOpen(SHIPPING) ? done(SHIPPING) : true) && done(DELIVERY);
      case StockRefused _ -> isOpen(STOCK);
      case PaymentDeclined _ -> isOpen(PAYMENT);
      case ProcessingRefused _ -> isOpen(PROCESSING);
      case ShipmentRefused _ -> isOpen(SHIPPING);
      case CancellationStarted e -> isOpen(e.step()) && e.step() != DELIVERY && turnBack(e.step());
      case CancellationOverruled _ -> cancelling && overrule();
      case ShipmentCancelled _ -> undone(SHIPPING);
      case ProcessingCancelled _ -> undone(PROCESSING);
      case PaymentVoided _ -> undone(PAYMENT);
      case StockReleased _ -> undone(STOCK);
      case PaymentRefunded e -> back.peek() != PAYMENT || isSurplus(e) || undone(PAYMENT);
      case OrderCancelled _ -> cancelling && back.isEmpty() && !cancelled && (cancelled = true);
      case AttentionRaised e -> raised(e);
      case StepRetryRequested e -> answers(e.step(), e.chargeId(), e.version());
      case StepResolved e -> answers(e.step(), e.chargeId(), e.version()) && resolved(e);
      case StepAttemptFailed _, CompensationRefused _, UnexpectedPaymentCaptured _ -> placed;
      case UnexpectedShipmentDispatched _ -> false; // partners that keep their word never do that
    };
  }

  private boolean place(OrderCreated event) {
    free = event.total().isZero();
    forward.addAll(EnumSet.allOf(Step.class));
    return !placed && (placed = true);
  }

  private boolean paid(PaymentCaptured event) {
    paidBy = event.chargeId();
    return true;
  }

  private boolean isOpen(Step step) {
    return !cancelling && forward.peek() == step;
  }

  private boolean done(Step step) {
    return isOpen(step) && forward.remove() == step;
  }

  private boolean turnBack(Step newest) {
    cancelling = true;
    EnumSet.range(STOCK, newest).forEach(back::push);
    attentions.values().removeIf(raised -> raised.kind() == Attempt.Kind.REQUEST);
    return true;
  }

  private boolean undone(Step step) {
    return cancelling && back.peek() == step && back.pop() == step;
  }

  private boolean overrule() {
    boolean legal = back.peek() == SHIPPING;
    cancelling = false;
    back.clear();
    forward.clear();
    forward.add(DELIVERY);
    return legal;
  }

  /**
   * The charges' own books are {@link ReferenceModel}'s; here it only matters which one undoes the
   * step.
   */
  private boolean isSurplus(PaymentRefunded event) {
    return !event.chargeId().equals(paidBy);
  }

  private boolean raised(AttentionRaised event) {
    attentions.put(event.step() + ":" + event.chargeId(), event);
    return placed;
  }

  /** An answer names the attention it was given to, and each is answered once. */
  private boolean answers(Step step, @Nullable ChargeId charge, int version) {
    var raised = attentions.remove(step + ":" + charge);
    return raised != null && raised.version() == version;
  }

  private boolean resolved(StepResolved event) {
    if (event.chargeId() != null
        || (event.resolution() == ShipmentResolution.SHIPPED && cancelling)) {
      return true; // of another charge; or the cancellation is overruled next
    }
    if (cancelling) {
      return undone(event.step());
    }
    return event.resolution() == ShipmentResolution.NOT_SHIPPED || done(event.step());
  }
}
