package io.orderflow.ordering;

import static io.orderflow.api.Step.DELIVERY;
import static io.orderflow.api.Step.PAYMENT;
import static io.orderflow.api.Step.PROCESSING;
import static io.orderflow.api.Step.SHIPPING;
import static io.orderflow.api.Step.STOCK;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand.ChangeLabels;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.*;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.api.order.UnexpectedBecause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of one order, folded from its events, and the conditions by which {@link Order}
 * decides. The transitions of its status are in {@link OrderStatus#after}.
 */
final class OrderState {

  private OrderStatus status;
  private Money total;
  private String fingerprint;
  private CustomerId customer;
  private Labels labels = Labels.NONE;
  private final ReportedCharges charges = new ReportedCharges();
  private final OrderAttentions attentions = new OrderAttentions();
  private UndoPlan undoPlan = UndoPlan.NOTHING;
  private @Nullable CompensationRefused lastRefusal;
  private boolean unexpectedShipment;

  @SuppressWarnings("NullAway.Init") // the first event fills it in
  OrderState() {}

  OrderStatus status() {
    return status;
  }

  // --- folding

  void evolve(OrderEvent event) {
    status = OrderStatus.after(status, event);
    switch (event) {
      case OrderCreated e -> created(e);
      case LabelsChanged e -> labels = labels.changed(e.set(), e.removed());
      case PaymentCaptured e -> charges.captured(e.chargeId());
      case UnexpectedPaymentCaptured e -> charges.unexpected(e.chargeId());
      case PaymentRefunded e -> refunded(e.chargeId());
      case CancellationStarted e -> cancellationStarted(e.step());
      case CancellationOverruled _ -> cancellationOverruled();
      case ShipmentCancelled _ -> undone(SHIPPING);
      case ProcessingCancelled _ -> undone(PROCESSING);
      case PaymentVoided _ -> undone(PAYMENT);
      case StockReleased _ -> undone(STOCK);
      case ProcessingCompleted _, ProcessingRefused _ -> settled(PROCESSING);
      case ShipmentDispatched _, ShipmentRefused _ -> settled(SHIPPING);
      case ShipmentDelivered _ -> {
        settled(SHIPPING);
        settled(DELIVERY);
      }
      case UnexpectedShipmentDispatched _ -> unexpectedShipment = true;
      case CompensationRefused e -> lastRefusal = e;
      case AttentionRaised e -> attentions.raised(e);
      case StepRetryRequested e -> attentions.answered(e.step(), e.chargeId(), e);
      case StepResolved e -> resolved(e);
      case StockReserved _,
          StockRefused _,
          PaymentNotRequired _,
          PaymentDeclined _,
          StepAttemptFailed _,
          OrderCancelled _ -> {}
    }
  }

  private void created(OrderCreated event) {
    total = event.total();
    fingerprint = event.fingerprint();
    customer = event.customerId();
    labels = event.labels();
  }

  private void cancellationStarted(Step step) {
    undoPlan = UndoPlan.from(step);
    attentions.cancellationStarted();
  }

  private void cancellationOverruled() {
    undoPlan = UndoPlan.NOTHING;
    settled(SHIPPING);
  }

  private void settled(Step step) {
    attentions.settled(step, null);
  }

  private void undone(Step step) {
    undoPlan = undoPlan.without(step);
    settled(step);
  }

  private void refunded(ChargeId chargeId) {
    charges.refunded(chargeId);
    if (charges.isPayment(chargeId)) {
      undone(PAYMENT);
    } else {
      attentions.settled(PAYMENT, chargeId);
    }
  }

  private void resolved(StepResolved event) {
    attentions.answered(event.step(), event.chargeId(), event);
    if (event.chargeId() != null) {
      charges.refunded(event.chargeId());
    } else if (status == OrderStatus.CANCELLING
        && event.resolution() != ShipmentResolution.SHIPPED) {
      undone(event.step());
    }
  }

  // --- conditions

  /**
   * @param asked null where any customer will do
   */
  boolean belongsTo(@Nullable CustomerId asked) {
    return asked == null || asked.equals(customer);
  }

  boolean wasCreatedBy(String requestFingerprint) {
    return fingerprint.equals(requestFingerprint);
  }

  Labels labels() {
    return labels;
  }

  /** What the command changes in the labels; empty where they are as it wants them. */
  Optional<LabelsChanged> labelChange(OrderId id, ChangeLabels c) {
    var set = labels.differing(c.set());
    var removed =
        labels.values().keySet().stream()
            .filter(key -> c.removed().contains(key) && !c.set().values().containsKey(key))
            .toList();
    return set.isEmpty() && removed.isEmpty()
        ? Optional.empty()
        : Optional.of(new LabelsChanged(id, set, removed, c.actor()));
  }

  boolean wouldHaveTooManyLabels(ChangeLabels c) {
    return labels.countAfter(c.set(), c.removed()) > Labels.MAX;
  }

  boolean isFree() {
    return total.isZero();
  }

  /** The order waits for this step's success. */
  boolean isOpen(Step step) {
    return status.awaits(step);
  }

  boolean isBeingUndone(Step step) {
    return undoPlan.current().filter(step::equals).isPresent();
  }

  /**
   * Whether this is still wanted: the refund of a charge that is not the payment, else the step
   * itself or its undo.
   */
  boolean isUnsettled(Attempt.Kind kind, Step step, @Nullable ChargeId chargeId) {
    if (chargeId != null && !charges.isPayment(chargeId)) {
      return charges.isOutstanding(chargeId);
    }
    return switch (kind) {
      case REQUEST -> isOpen(step);
      case COMPENSATION -> isBeingUndone(step);
    };
  }

  /**
   * Whether a dispatch overrules the cancellation: the carrier was asked to ship and has not
   * confirmed that nothing ships.
   */
  boolean canBeOverruled() {
    return isBeingUndone(SHIPPING);
  }

  /** Why a charge is not this order's payment; empty if it is. */
  Optional<UnexpectedBecause> whyUnexpected(RecordPaymentCaptured c) {
    if (!c.key().equals(RequestKey.ofStep(c.orderId(), PAYMENT, 1))) {
      return Optional.of(UnexpectedBecause.FOREIGN_KEY);
    }
    if (charges.isPaid()) {
      return Optional.of(UnexpectedBecause.SECOND_CHARGE);
    }
    if (!isOpen(PAYMENT)) {
      return Optional.of(UnexpectedBecause.NOT_AWAITED);
    }
    return c.amount().equals(total)
        ? Optional.empty()
        : Optional.of(UnexpectedBecause.WRONG_AMOUNT);
  }

  boolean isEverythingUndone() {
    return status == OrderStatus.CANCELLING && undoPlan.current().isEmpty();
  }

  boolean isPaid() {
    return charges.isPaid();
  }

  boolean isReported(ChargeId chargeId) {
    return charges.isReported(chargeId);
  }

  boolean isRefunded(ChargeId chargeId) {
    return charges.isRefunded(chargeId);
  }

  /** Whether this is the refusal recorded last, reported once more. */
  boolean isLastRefusal(CompensationRefused refusal) {
    return refusal.equals(lastRefusal);
  }

  boolean hasUnexpectedShipment() {
    return unexpectedShipment;
  }

  /** Whether this attention is raised, in this version, and neither answered nor settled. */
  boolean isOpenAttention(Step step, @Nullable ChargeId chargeId, int attentionVersion) {
    return attentions.isOpen(step, chargeId, attentionVersion);
  }

  boolean wasAnswered(OrderEvent answer) {
    return attentions.wasAnswered(answer);
  }

  int attentionVersion(Step step, @Nullable ChargeId chargeId) {
    return attentions.versionFor(step, chargeId);
  }

  Step openStep() {
    return status
        .step()
        .orElseThrow(() -> new IllegalStateException("no step is open in " + status));
  }
}
