package io.orderflow.views.list;

import io.orderflow.api.ChargeId;
import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Reference;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An order with its events, and whatever a test does not care about filled in. */
public record ListedOrder(OrderId id, List<OrderEvent> events) {

  public static ListedOrder of(String customer, Instant at, String... items) {
    return of(customer, null, Money.of("10.00", "EUR"), at, items);
  }

  /**
   * @param items each a SKU and a name, with a blank between them
   */
  public static ListedOrder of(
      String customer, @Nullable String reference, Money total, Instant at, String... items) {
    return of(new OrderId(UUID.randomUUID()), customer, reference, total, at, items);
  }

  public static ListedOrder of(
      OrderId id,
      String customer,
      @Nullable String reference,
      Money total,
      Instant at,
      String... items) {
    var lines =
        Stream.of(items)
            .map(item -> item.split(" ", 2))
            .map(
                item ->
                    new OrderLine(
                        new Sku(item[0]), item[1], new Quantity(1), Money.zero(total.currency())))
            .toList();
    return new ListedOrder(
        id,
        List.of(
            new OrderEvent.OrderCreated(
                id,
                new CustomerId(customer),
                lines,
                total,
                new PaymentMethod("pm"),
                reference == null ? null : new Reference(reference),
                null,
                Labels.NONE,
                "fingerprint",
                at)));
  }

  public ListedOrder then(OrderEvent... more) {
    var all = new ArrayList<>(events);
    all.addAll(List.of(more));
    return new ListedOrder(id, all);
  }

  /** The same, placed with this number and these labels. */
  public ListedOrder with(OrderNumber number, Map<String, String> labels) {
    var placed = (OrderEvent.OrderCreated) events.getFirst();
    var all = new ArrayList<>(events);
    all.set(
        0,
        new OrderEvent.OrderCreated(
            id,
            placed.customerId(),
            placed.lines(),
            placed.total(),
            placed.paymentMethod(),
            placed.reference(),
            number,
            new Labels(labels),
            placed.fingerprint(),
            placed.placedAt()));
    return new ListedOrder(id, all);
  }

  /** The same with the first of its events only. */
  public ListedOrder upTo(int count) {
    return new ListedOrder(id, events.subList(0, count));
  }

  public ListedOrder paid() {
    return then(
        new OrderEvent.StockReserved(id),
        new OrderEvent.PaymentCaptured(id, new ChargeId("ch"), Money.of("10.00", "EUR")));
  }

  public ListedOrder dispatched(String trackingNumber) {
    return paid()
        .then(
            new OrderEvent.ProcessingCompleted(id),
            new OrderEvent.ShipmentDispatched(id, trackingNumber));
  }

  public ListedOrder completed(String trackingNumber) {
    return dispatched(trackingNumber).then(new OrderEvent.ShipmentDelivered(id));
  }

  public ListedOrder cancelled(CancellationReason reason) {
    return then(
        new OrderEvent.CancellationStarted(id, reason, Step.STOCK, Actor.SYSTEM, "no"),
        new OrderEvent.StockReleased(id),
        new OrderEvent.OrderCancelled(id));
  }

  public ListedOrder needingAttention(Step step) {
    return needingAttention(step, "overdue");
  }

  public ListedOrder needingAttention(Step step, String reason) {
    return then(new OrderEvent.AttentionRaised(id, Attempt.Kind.REQUEST, step, null, reason, 1));
  }
}
