package io.orderflow.api.order;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Reference;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import java.time.Instant;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of an order. Every command is answered with an {@link OrderOutcome}; an
 * exception means that the outcome is unknown and that the command may be sent again as it is.
 *
 * <p>Commands of clients and operators may be refused. A partner's report is never refused, because
 * it would be sent again: one that comes twice, too late or out of turn is absorbed.
 */
public sealed interface OrderCommand {

  /** The most lines one order may have. */
  int MAX_LINES = 100;

  @TargetAggregateIdentifier
  OrderId orderId();

  // --- asked by clients

  /**
   * Places an order. Asked again with the same fingerprint it changes nothing; with another one it
   * is refused as {@link OrderOutcome.Code#ORDER_ALREADY_EXISTS}.
   *
   * @param lines 1 to {@value OrderCommand#MAX_LINES}, all in one currency, no SKU twice
   * @param number drawn for this order alone; it counts only if this command creates the order
   * @param fingerprint a digest of what the client sent, by which a repetition is told from a
   *     contradiction
   * @param placedAt when the request was accepted, to the millisecond
   */
  record CreateOrder(
      @TargetAggregateIdentifier OrderId orderId,
      CustomerId customerId,
      List<OrderLine> lines,
      PaymentMethod paymentMethod,
      @Nullable Reference reference,
      OrderNumber number,
      Labels labels,
      String fingerprint,
      Instant placedAt)
      implements OrderCommand {

    public CreateOrder {
      lines = List.copyOf(lines);
      if (lines.isEmpty() || lines.size() > MAX_LINES) {
        throw new IllegalArgumentException("an order must have 1 to " + MAX_LINES + " lines");
      }
      if (lines.stream().map(OrderLine::sku).distinct().count() != lines.size()) {
        throw new IllegalArgumentException("an order must name each sku once");
      }
      if (lines.stream().map(line -> line.unitPrice().currency()).distinct().count() != 1) {
        throw new IllegalArgumentException("an order must be in one currency");
      }
    }

    /** What the order costs; computed here, never taken from a client. */
    public Money total() {
      return lines.stream().map(OrderLine::total).reduce(Money::plus).orElseThrow();
    }
  }

  /**
   * Cancels an order that has not been dispatched. Repeated while it is being cancelled it changes
   * nothing; later it is refused as {@link OrderOutcome.Code#NOT_CANCELLABLE}, and in another
   * version than those named as {@link OrderOutcome.Code#STALE_VERSION}.
   *
   * @param detail the asker's own words, at most 500 characters
   * @param versions only if the order is in one of these; null where any will do
   * @param customerId only if the order is this customer's, else there is {@link
   *     OrderOutcome.Code#ORDER_NOT_FOUND no such order}; null where whose it is does not matter
   */
  record CancelOrder(
      @TargetAggregateIdentifier OrderId orderId,
      Actor actor,
      @Nullable String detail,
      @Nullable List<Long> versions,
      @Nullable CustomerId customerId)
      implements OrderCommand {

    public CancelOrder {
      versions = versions == null ? null : List.copyOf(versions);
    }

    /** In any version, and of any customer. */
    public CancelOrder(OrderId orderId, Actor actor, @Nullable String detail) {
      this(orderId, actor, detail, null, null);
    }
  }

  /**
   * Sets and removes labels of an order, in whatever status it is: an order that has ended is
   * sorted and found as well. Where nothing changes nothing is recorded, whatever the version. More
   * than {@value Labels#MAX} labels are refused as {@link OrderOutcome.Code#TOO_MANY_LABELS}.
   *
   * @param set the labels that get these values
   * @param removed the keys to be removed; one that is also set is set
   * @param versions as in {@link CancelOrder}
   * @param customerId as in {@link CancelOrder}
   */
  record ChangeLabels(
      @TargetAggregateIdentifier OrderId orderId,
      Labels set,
      List<String> removed,
      Actor actor,
      @Nullable List<Long> versions,
      @Nullable CustomerId customerId)
      implements OrderCommand {

    public ChangeLabels {
      removed = List.copyOf(removed);
      versions = versions == null ? null : List.copyOf(versions);
    }
  }

  // --- asked by operators, naming the attention they answer; a stale version is refused, the same
  // answer once more is absorbed

  /** Tries a step again that waits for a person. */
  record RetryStep(
      @TargetAggregateIdentifier OrderId orderId,
      Step step,
      @Nullable ChargeId chargeId,
      int attentionVersion,
      String note)
      implements OrderCommand {}

  /**
   * Declares a step done that a person has settled by other means.
   *
   * @param resolution required for {@link Step#SHIPPING}, null for every other step
   */
  record ResolveStep(
      @TargetAggregateIdentifier OrderId orderId,
      Step step,
      @Nullable ChargeId chargeId,
      int attentionVersion,
      @Nullable ShipmentResolution resolution,
      String note)
      implements OrderCommand {}

  // --- asked by the saga; each holds only while its step is open

  /**
   * No answer came in time: the order is to be cancelled, unless the answer has arrived after all.
   */
  record AbandonStep(@TargetAggregateIdentifier OrderId orderId, Step step, String detail)
      implements OrderCommand {}

  /**
   * Whether a step is still to be done, or undone. It changes nothing; refused as {@link
   * OrderOutcome.Code#STEP_SETTLED} when the order no longer waits for it.
   *
   * @param chargeId an unexpected charge to be refunded; null for everything else
   */
  record ConfirmStep(
      @TargetAggregateIdentifier OrderId orderId,
      Attempt.Kind kind,
      Step step,
      @Nullable ChargeId chargeId)
      implements OrderCommand {}

  /** A person has to look at a step, because it is overdue or its undo was refused. */
  record RaiseAttention(
      @TargetAggregateIdentifier OrderId orderId,
      Attempt.Kind kind,
      Step step,
      @Nullable ChargeId chargeId,
      String reason)
      implements OrderCommand {}

  /** Everything is undone. */
  record CompleteCancellation(@TargetAggregateIdentifier OrderId orderId) implements OrderCommand {}

  // --- reports

  record RecordStockReserved(@TargetAggregateIdentifier OrderId orderId) implements OrderCommand {}

  record RecordStockRefused(@TargetAggregateIdentifier OrderId orderId, String detail)
      implements OrderCommand {}

  record RecordPaymentCaptured(
      @TargetAggregateIdentifier OrderId orderId, RequestKey key, ChargeId chargeId, Money amount)
      implements OrderCommand {}

  /** There is nothing to charge; absorbed unless the order costs nothing. */
  record RecordPaymentNotRequired(@TargetAggregateIdentifier OrderId orderId)
      implements OrderCommand {}

  record RecordPaymentDeclined(@TargetAggregateIdentifier OrderId orderId, String detail)
      implements OrderCommand {}

  record RecordProcessingCompleted(@TargetAggregateIdentifier OrderId orderId)
      implements OrderCommand {}

  record RecordProcessingRefused(@TargetAggregateIdentifier OrderId orderId, String detail)
      implements OrderCommand {}

  record RecordShipmentDispatched(@TargetAggregateIdentifier OrderId orderId, String trackingNumber)
      implements OrderCommand {}

  record RecordShipmentRefused(@TargetAggregateIdentifier OrderId orderId, String detail)
      implements OrderCommand {}

  /** A delivery implies a dispatch that was not reported. */
  record RecordShipmentDelivered(@TargetAggregateIdentifier OrderId orderId)
      implements OrderCommand {}

  /**
   * A try failed in a way that says nothing about its effect.
   *
   * @param nextAttemptAt when it will be tried again
   */
  record RecordStepAttemptFailed(
      @TargetAggregateIdentifier OrderId orderId,
      Attempt attempt,
      String error,
      Instant nextAttemptAt)
      implements OrderCommand {}

  record RecordPaymentRefunded(@TargetAggregateIdentifier OrderId orderId, ChargeId chargeId)
      implements OrderCommand {}

  /**
   * Nothing was charged under the order's key, or what was charged has been reported, and nothing
   * more will be.
   */
  record RecordPaymentVoided(@TargetAggregateIdentifier OrderId orderId) implements OrderCommand {}

  /** The processing partner was told; sent after one try, whatever it answered. */
  record RecordProcessingCancelled(@TargetAggregateIdentifier OrderId orderId)
      implements OrderCommand {}

  record RecordStockReleased(@TargetAggregateIdentifier OrderId orderId) implements OrderCommand {}

  /** The carrier confirms that nothing ships. */
  record RecordShipmentCancelled(@TargetAggregateIdentifier OrderId orderId)
      implements OrderCommand {}

  /** The carrier cannot cancel: the parcel is on the road. Only that. */
  record RecordShipmentCancellationRefused(@TargetAggregateIdentifier OrderId orderId)
      implements OrderCommand {}

  /** A partner said a definitive no to an undo. */
  record RecordCompensationRefused(
      @TargetAggregateIdentifier OrderId orderId,
      Step step,
      int requestNo,
      @Nullable ChargeId chargeId,
      String detail)
      implements OrderCommand {}
}
