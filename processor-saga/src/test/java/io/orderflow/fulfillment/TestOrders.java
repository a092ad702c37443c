package io.orderflow.fulfillment;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderOutcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The orders of a test, told by the workers of all its nodes: each is its own referee, as on the
 * write side. What it decides comes out as events in the order in which it was decided.
 */
final class TestOrders {

  private final Map<OrderId, TestOrder> orders = new ConcurrentHashMap<>();
  private final BlockingQueue<Orders.Stored> decided = new LinkedBlockingQueue<>();

  void create(OrderId id) {
    create(id, false);
  }

  /** One that no customer cancels, and whose step succeeds just before it is abandoned. */
  void createSteadfast(OrderId id) {
    create(id, true);
  }

  private void create(OrderId id, boolean steadfast) {
    orders.put(id, new TestOrder(id, steadfast));
    decided.add(Orders.created(id));
  }

  /** What a customer wants, at any time. */
  void cancel(OrderId id) {
    order(id).cancel(CancellationReason.CUSTOMER);
  }

  OrderOutcome tell(OrderCommand command) {
    order(command.orderId()).hear(command);
    return new OrderOutcome.Accepted(0);
  }

  /** What was decided and not taken yet, at most so much. */
  List<Orders.Stored> take(int most) {
    var taken = new ArrayList<Orders.Stored>();
    decided.drainTo(taken, most);
    return taken;
  }

  long ended() {
    return orders.values().stream().filter(TestOrder::hasEnded).count();
  }

  long cancelled() {
    return orders.values().stream().filter(TestOrder::isCancelled).count();
  }

  private TestOrder order(OrderId id) {
    var order = orders.get(id);
    if (order == null) {
      throw new IllegalArgumentException(id + " was never created");
    }
    return order;
  }

  private final class TestOrder {

    private final OrderId id;
    private final boolean steadfast;
    private final Deque<Step> undoing = new ArrayDeque<>();
    private Step open = Step.STOCK;
    private boolean cancelling;
    private boolean ended;
    private long sequence;

    TestOrder(OrderId id, boolean steadfast) {
      this.id = id;
      this.steadfast = steadfast;
    }

    synchronized boolean hasEnded() {
      return ended;
    }

    synchronized boolean isCancelled() {
      return ended && cancelling;
    }

    synchronized void hear(OrderCommand command) {
      switch (command) {
        case OrderCommand.RecordStockReserved _ ->
            reached(Step.STOCK, new OrderEvent.StockReserved(id));
        case OrderCommand.RecordPaymentCaptured c ->
            reached(Step.PAYMENT, new OrderEvent.PaymentCaptured(id, c.chargeId(), Orders.TOTAL));
        case OrderCommand.RecordProcessingCompleted _ ->
            reached(Step.PROCESSING, new OrderEvent.ProcessingCompleted(id));
        case OrderCommand.RecordShipmentDispatched c ->
            reached(Step.SHIPPING, new OrderEvent.ShipmentDispatched(id, c.trackingNumber()));
        case OrderCommand.RecordShipmentDelivered _ ->
            reached(Step.DELIVERY, new OrderEvent.ShipmentDelivered(id));
        case OrderCommand.RecordStockReleased _ ->
            undone(Step.STOCK, new OrderEvent.StockReleased(id));
        case OrderCommand.RecordPaymentVoided _ ->
            undone(Step.PAYMENT, new OrderEvent.PaymentVoided(id));
        case OrderCommand.RecordProcessingCancelled _ ->
            undone(Step.PROCESSING, new OrderEvent.ProcessingCancelled(id));
        case OrderCommand.AbandonStep c when c.step() == open && !steadfast ->
            cancel(CancellationReason.PAYMENT_TIMED_OUT);
        case OrderCommand.AbandonStep c when steadfast -> succeedJustBefore(c.step());
        case OrderCommand.CompleteCancellation _ when cancelling && undoing.isEmpty() && !ended -> {
          ended = true;
          decide(new OrderEvent.OrderCancelled(id));
        }
        case OrderCommand.RecordStepAttemptFailed c when !ended ->
            decide(new OrderEvent.StepAttemptFailed(id, c.attempt(), c.error(), c.nextAttemptAt()));
        case OrderCommand.RaiseAttention c when !ended ->
            decide(new OrderEvent.AttentionRaised(id, c.kind(), c.step(), null, c.reason(), 1));
        default -> {} // too late: it is absorbed
      }
    }

    /** As by a callback. */
    private void succeedJustBefore(Step step) {
      switch (step) {
        case STOCK -> hear(new OrderCommand.RecordStockReserved(id));
        case PAYMENT -> hear(UnreliablePartners.captured(id));
        default -> throw new IllegalStateException(step + " is not given up that soon");
      }
    }

    /** Only before the parcel is asked for: no carrier of these tests calls one back. */
    synchronized void cancel(CancellationReason reason) {
      if (steadfast || cancelling || open.compareTo(Step.SHIPPING) >= 0) {
        return;
      }
      cancelling = true;
      EnumSet.range(Step.STOCK, open).forEach(undoing::addFirst);
      decide(new OrderEvent.CancellationStarted(id, reason, open, Actor.CUSTOMER, null));
    }

    private void reached(Step step, OrderEvent fact) {
      if (!cancelling && !ended && open == step) {
        ended = step == Step.DELIVERY;
        open = step.next().orElse(step);
        decide(fact);
      }
    }

    private void undone(Step step, OrderEvent fact) {
      if (undoing.peekFirst() == step) {
        undoing.removeFirst();
        decide(fact);
      }
    }

    private void decide(OrderEvent fact) {
      decided.add(Orders.event(id, ++sequence, fact));
    }
  }
}
