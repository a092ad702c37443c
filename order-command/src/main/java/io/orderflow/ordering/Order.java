package io.orderflow.ordering;

import static io.orderflow.api.Step.DELIVERY;
import static io.orderflow.api.Step.PAYMENT;
import static io.orderflow.api.Step.PROCESSING;
import static io.orderflow.api.Step.SHIPPING;
import static io.orderflow.api.Step.STOCK;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Labels;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderCommand.*;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.*;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderOutcome.Code;
import io.orderflow.api.order.ShipmentResolution;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * One order from its placement to its end. It alone decides every race: a cancellation against a
 * dispatch, a late payment against a cancellation, an original against its duplicate.
 *
 * <p>A client's command may be refused. A partner's report is never refused, because it would be
 * sent again: one that no longer matters is absorbed. The conditions are those of {@link
 * OrderState}, which changes by events only.
 */
@AggregateRoot
class Order {

  @AggregateIdentifier private OrderId id;
  private final OrderState state = new OrderState();

  @SuppressWarnings("NullAway.Init") // the first event names it
  Order() {}

  // --- commands of clients and operators

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  OrderOutcome handle(CreateOrder c) {
    if (id == null) {
      return record(created(c));
    }
    return state.wasCreatedBy(c.fingerprint())
        ? absorbed()
        : refused(Code.ORDER_ALREADY_EXISTS, "another request has created this order");
  }

  @CommandHandler
  OrderOutcome handle(CancelOrder c) {
    if (!state.belongsTo(c.customerId())) {
      return UnknownOrderInterceptor.refusal(id);
    }
    return switch (state.status()) {
      case CREATED, AWAITING_PAYMENT, PROCESSING, READY_TO_SHIP ->
          isStale(c.versions()) ? staleVersion() : record(cancellation(c.actor(), c.detail()));
      case CANCELLING, CANCELLED -> new OrderOutcome.Accepted(getVersion(), true, state.status());
      case SHIPPED, COMPLETED ->
          refused(
              Code.NOT_CANCELLABLE, "the order is " + state.status() + " and has been dispatched");
    };
  }

  @CommandHandler
  OrderOutcome handle(ChangeLabels c) {
    if (!state.belongsTo(c.customerId())) {
      return UnknownOrderInterceptor.refusal(id);
    }
    var change = state.labelChange(id, c);
    if (change.isEmpty()) {
      return new OrderOutcome.Accepted(getVersion(), true, null, state.labels());
    }
    if (isStale(c.versions())) {
      return staleVersion();
    }
    if (state.wouldHaveTooManyLabels(c)) {
      return refused(
          Code.TOO_MANY_LABELS, "an order has at most " + Labels.MAX + " labels; remove some");
    }
    apply(change.get());
    return new OrderOutcome.Accepted(getVersion(), null, null, state.labels());
  }

  @CommandHandler
  OrderOutcome handle(RetryStep c) {
    var retried =
        new StepRetryRequested(id, c.step(), c.chargeId(), c.attentionVersion(), c.note());
    return state.isOpenAttention(c.step(), c.chargeId(), c.attentionVersion())
        ? record(retried)
        : repeatedOrStale(retried);
  }

  @CommandHandler
  OrderOutcome handle(ResolveStep c) {
    var resolved =
        new StepResolved(
            id, c.step(), c.chargeId(), c.attentionVersion(), c.resolution(), c.note());
    if (!state.isOpenAttention(c.step(), c.chargeId(), c.attentionVersion())) {
      return repeatedOrStale(resolved);
    }
    if ((c.step() == SHIPPING) != (c.resolution() != null)) {
      return refused(
          Code.WRONG_RESOLUTION,
          "say SHIPPED or NOT_SHIPPED for SHIPPING, and neither for other steps");
    }
    // What the operator found out about the parcel may turn the order round.
    if (c.resolution() == ShipmentResolution.NOT_SHIPPED && state.isOpen(SHIPPING)) {
      return record(resolved, cancellation(Actor.OPERATOR, c.note()));
    }
    if (c.resolution() == ShipmentResolution.SHIPPED && state.canBeOverruled()) {
      return record(resolved, new CancellationOverruled(id));
    }
    return record(resolved);
  }

  // --- commands of the saga; the step may have been answered by the time they arrive

  @CommandHandler
  OrderOutcome handle(AbandonStep c) {
    // A parcel on its way is awaited however long it takes.
    return recordIf(
        state.isOpen(c.step()) && c.step() != DELIVERY,
        new CancellationStarted(id, timedOut(c.step()), c.step(), Actor.SYSTEM, c.detail()));
  }

  @CommandHandler
  OrderOutcome handle(ConfirmStep c) {
    return state.isUnsettled(c.kind(), c.step(), c.chargeId())
        ? absorbed()
        : refused(Code.STEP_SETTLED, "the order no longer waits for " + c.step());
  }

  @CommandHandler
  OrderOutcome handle(RaiseAttention c) {
    return recordIf(
        state.isUnsettled(c.kind(), c.step(), c.chargeId()),
        attention(c.kind(), c.step(), c.chargeId(), c.reason()));
  }

  @CommandHandler
  OrderOutcome handle(CompleteCancellation c) {
    return recordIf(state.isEverythingUndone(), new OrderCancelled(id));
  }

  // --- reports of steps

  @CommandHandler
  OrderOutcome handle(RecordStockReserved c) {
    if (!state.isOpen(STOCK)) {
      return absorbed();
    }
    return state.isFree()
        ? record(new StockReserved(id), new PaymentNotRequired(id))
        : record(new StockReserved(id));
  }

  @CommandHandler
  OrderOutcome handle(RecordStockRefused c) {
    return stepRefused(
        STOCK, new StockRefused(id, c.detail()), CancellationReason.OUT_OF_STOCK, c.detail());
  }

  @CommandHandler
  OrderOutcome handle(RecordPaymentCaptured c) {
    if (state.isReported(c.chargeId())) {
      return absorbed(); // a known charge changes nothing in any state
    }
    return state
        .whyUnexpected(c)
        .map(why -> record(new UnexpectedPaymentCaptured(id, c.chargeId(), c.amount(), why)))
        .orElseGet(() -> record(new PaymentCaptured(id, c.chargeId(), c.amount())));
  }

  @CommandHandler
  OrderOutcome handle(RecordPaymentNotRequired c) {
    return recordIf(state.isOpen(PAYMENT) && state.isFree(), new PaymentNotRequired(id));
  }

  /** An earlier version charged free orders too: a declined charge of 0.00 must not cancel one. */
  @CommandHandler
  OrderOutcome handle(RecordPaymentDeclined c) {
    if (state.isFree()) {
      return handle(new RecordPaymentNotRequired(id));
    }
    return stepRefused(
        PAYMENT,
        new PaymentDeclined(id, c.detail()),
        CancellationReason.PAYMENT_DECLINED,
        c.detail());
  }

  @CommandHandler
  OrderOutcome handle(RecordProcessingCompleted c) {
    return recordIf(state.isOpen(PROCESSING), new ProcessingCompleted(id));
  }

  @CommandHandler
  OrderOutcome handle(RecordProcessingRefused c) {
    return stepRefused(
        PROCESSING,
        new ProcessingRefused(id, c.detail()),
        CancellationReason.PROCESSING_REFUSED,
        c.detail());
  }

  @CommandHandler
  OrderOutcome handle(RecordShipmentDispatched c) {
    return switch (state.status()) {
      case READY_TO_SHIP -> record(new ShipmentDispatched(id, c.trackingNumber()));
      case SHIPPED, COMPLETED -> absorbed();
      case CREATED, AWAITING_PAYMENT, PROCESSING, CANCELLING, CANCELLED ->
          state.canBeOverruled()
              ? record(new CancellationOverruled(id))
              : unexpectedShipment(c.trackingNumber());
    };
  }

  @CommandHandler
  OrderOutcome handle(RecordShipmentRefused c) {
    return stepRefused(
        SHIPPING,
        new ShipmentRefused(id, c.detail()),
        CancellationReason.SHIPPING_REFUSED,
        c.detail());
  }

  @CommandHandler
  OrderOutcome handle(RecordShipmentDelivered c) {
    return switch (state.status()) {
      case READY_TO_SHIP, SHIPPED -> record(new ShipmentDelivered(id));
      case COMPLETED -> absorbed();
      case CREATED, AWAITING_PAYMENT, PROCESSING, CANCELLING, CANCELLED ->
          state.canBeOverruled()
              ? record(new CancellationOverruled(id), new ShipmentDelivered(id))
              : unexpectedShipment(null);
    };
  }

  @CommandHandler
  OrderOutcome handle(RecordStepAttemptFailed c) {
    return recordIf(
        state.isUnsettled(c.attempt().kind(), c.attempt().step(), c.attempt().chargeId()),
        new StepAttemptFailed(id, c.attempt(), c.error(), c.nextAttemptAt()));
  }

  // --- reports of undone steps

  @CommandHandler
  OrderOutcome handle(RecordShipmentCancelled c) {
    return recordIf(state.isBeingUndone(SHIPPING), new ShipmentCancelled(id));
  }

  @CommandHandler
  OrderOutcome handle(RecordShipmentCancellationRefused c) {
    return recordIf(state.canBeOverruled(), new CancellationOverruled(id));
  }

  @CommandHandler
  OrderOutcome handle(RecordProcessingCancelled c) {
    return recordIf(state.isBeingUndone(PROCESSING), new ProcessingCancelled(id));
  }

  @CommandHandler
  OrderOutcome handle(RecordPaymentVoided c) {
    return recordIf(state.isBeingUndone(PAYMENT) && !state.isPaid(), new PaymentVoided(id));
  }

  @CommandHandler
  OrderOutcome handle(RecordPaymentRefunded c) {
    // Also recorded for a charge not known yet, whose own report may come later. A repeated
    // refund is recorded only while one is awaited.
    return recordIf(
        !state.isRefunded(c.chargeId())
            || state.isUnsettled(Attempt.Kind.COMPENSATION, PAYMENT, c.chargeId()),
        new PaymentRefunded(id, c.chargeId()));
  }

  @CommandHandler
  OrderOutcome handle(RecordStockReleased c) {
    return recordIf(state.isBeingUndone(STOCK), new StockReleased(id));
  }

  @CommandHandler
  OrderOutcome handle(RecordCompensationRefused c) {
    var refusal = new CompensationRefused(id, c.step(), c.requestNo(), c.chargeId(), c.detail());
    return recordIf(
        state.isUnsettled(Attempt.Kind.COMPENSATION, c.step(), c.chargeId())
            && !state.isLastRefusal(refusal),
        refusal);
  }

  @EventSourcingHandler
  void on(OrderEvent event) {
    id = event.orderId();
    state.evolve(event);
  }

  // --- events and answers

  static OrderCreated created(CreateOrder c) {
    return new OrderCreated(
        c.orderId(),
        c.customerId(),
        c.lines(),
        c.total(),
        c.paymentMethod(),
        c.reference(),
        c.number(),
        c.labels(),
        c.fingerprint(),
        c.placedAt());
  }

  private static CancellationReason timedOut(Step step) {
    return switch (step) {
      case STOCK -> CancellationReason.STOCK_UNAVAILABLE;
      case PAYMENT -> CancellationReason.PAYMENT_TIMED_OUT;
      case PROCESSING -> CancellationReason.PROCESSING_TIMED_OUT;
      case SHIPPING, DELIVERY -> CancellationReason.SHIPPING_TIMED_OUT;
    };
  }

  private CancellationStarted cancellation(Actor actor, @Nullable String detail) {
    var reason =
        actor == Actor.OPERATOR ? CancellationReason.OPERATOR : CancellationReason.CUSTOMER;
    return new CancellationStarted(id, reason, state.openStep(), actor, detail);
  }

  /** A partner's definitive no cancels the order, unless it comes too late. */
  private OrderOutcome stepRefused(
      Step step, OrderEvent refusal, CancellationReason reason, String detail) {
    return state.isOpen(step)
        ? record(refusal, new CancellationStarted(id, reason, step, Actor.SYSTEM, detail))
        : absorbed();
  }

  private AttentionRaised attention(
      Attempt.Kind kind, Step step, @Nullable ChargeId chargeId, String reason) {
    return new AttentionRaised(
        id, kind, step, chargeId, reason, state.attentionVersion(step, chargeId));
  }

  /** A parcel that was never requested, or whose cancellation was confirmed: reported once. */
  private OrderOutcome unexpectedShipment(@Nullable String trackingNumber) {
    return state.hasUnexpectedShipment()
        ? absorbed()
        : record(
            new UnexpectedShipmentDispatched(id, trackingNumber),
            attention(
                Attempt.Kind.COMPENSATION,
                SHIPPING,
                null,
                "a parcel was dispatched that was not requested, or was recalled"));
  }

  /** A repeated answer changes nothing: its sender did not receive our reply to the first. */
  private OrderOutcome repeatedOrStale(OrderEvent answer) {
    return state.wasAnswered(answer)
        ? absorbed()
        : refused(Code.STALE_ATTENTION, "the order has no such open attention; read it again");
  }

  private static boolean isStale(@Nullable List<Long> versions) {
    return versions != null && !versions.contains(getVersion());
  }

  private OrderOutcome staleVersion() {
    return new OrderOutcome.Refused(
        Code.STALE_VERSION,
        "the order is at version " + getVersion() + " by now; read it, then decide again",
        state.status().allowedActions(),
        getVersion());
  }

  private static OrderOutcome record(OrderEvent... facts) {
    for (OrderEvent fact : facts) {
      apply(fact);
    }
    return new OrderOutcome.Accepted(getVersion());
  }

  private static OrderOutcome recordIf(boolean holds, OrderEvent fact) {
    return holds ? record(fact) : absorbed();
  }

  private static OrderOutcome absorbed() {
    return new OrderOutcome.Accepted(getVersion(), true);
  }

  private OrderOutcome refused(Code code, String detail) {
    return new OrderOutcome.Refused(code, detail, state.status().allowedActions());
  }
}
