package io.orderflow.api.order;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Reference;
import io.orderflow.api.Step;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An order as clients see it, folded from its events.
 *
 * @param version the sequence number of the newest event in this view, from 0
 * @param payments null where the view was stored by a version that kept no amounts
 * @param number null for orders placed before there were numbers
 * @param incomplete true where an operator has had events left out of this view, until it is built
 *     anew; null otherwise
 */
public record OrderView(
    OrderId orderId,
    CustomerId customerId,
    OrderStatus status,
    PaymentStatus paymentStatus,
    FulfillmentStatus fulfillmentStatus,
    long version,
    Money total,
    List<OrderLine> items,
    PaymentMethod paymentMethod,
    @Nullable Reference reference,
    @Nullable OrderNumber number,
    Labels labels,
    List<StepView> steps,
    @Nullable Shipment shipment,
    @Nullable Cancellation cancellation,
    @Nullable Payments payments,
    List<Attention> attention,
    Set<OrderAction> allowedActions,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Boolean incomplete) {

  public OrderView {
    items = List.copyOf(items);
    steps = List.copyOf(steps);
    attention = List.copyOf(attention);
    allowedActions = Set.copyOf(allowedActions);
  }

  /**
   * One line of the step ledger.
   *
   * @param attempt how many tries of the newest request are known to have failed, plus the one
   *     under way; 0 before the step was asked for
   * @param lastError what the newest failed try ended with
   * @param nextAttemptAt when it is tried again; null when nothing is scheduled
   */
  public record StepView(
      Step step,
      StepState state,
      int attempt,
      @Nullable String lastError,
      @Nullable Instant nextAttemptAt) {}

  /** How far a step has come. */
  public enum StepState {
    WAITING,
    IN_PROGRESS,
    SUCCEEDED,
    /** Skipped, with nothing to undo: the order costs nothing. */
    NOT_REQUIRED,
    REFUSED,
    COMPENSATING,
    COMPENSATED
  }

  /**
   * @param trackingNumber null when a delivery was reported without its dispatch
   */
  public record Shipment(
      @Nullable String trackingNumber, Instant dispatchedAt, @Nullable Instant deliveredAt) {}

  /**
   * An attempt to cancel the order, and how it ended. Both ends are null while it is under way.
   *
   * @param completedAt when everything was undone
   * @param overruledAt when the parcel turned out to be on the road: the order goes on as shipped
   */
  public record Cancellation(
      CancellationReason reason,
      Step step,
      Actor actor,
      @Nullable String detail,
      Instant startedAt,
      @Nullable Instant completedAt,
      @Nullable Instant overruledAt) {}

  /**
   * The customer's money. Charges in another currency than the order's are listed, and in no sum.
   *
   * @param charged all that was taken
   * @param refunded what of it went back, or was settled by an operator by other means
   * @param kept charged less refunded
   * @param owed what must go back and has not yet
   * @param charges oldest first
   */
  public record Payments(
      Money charged, Money refunded, Money kept, Money owed, List<Charge> charges) {

    public Payments {
      charges = List.copyOf(charges);
    }
  }

  /**
   * @param at when it was reported
   * @param expected whether it is the order's payment; any other charge goes back
   * @param refundedAt null while it has not gone back
   * @param settledByHand whether an operator has settled it, instead of a refund by the partner
   * @param attention about its refund, while a person must look at that
   */
  public record Charge(
      ChargeId chargeId,
      Money amount,
      Instant at,
      boolean expected,
      boolean refunded,
      @Nullable Instant refundedAt,
      boolean settledByHand,
      @Nullable Attention attention) {}

  /**
   * What a person must look at.
   *
   * @param chargeId the unexpected charge it is about, null otherwise
   * @param version to be named when answering it
   */
  public record Attention(
      Step step, @Nullable ChargeId chargeId, String reason, Instant since, int version) {}
}
