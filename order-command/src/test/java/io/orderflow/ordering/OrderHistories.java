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
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.*;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.*;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.api.order.UnexpectedBecause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an order comes into each of its states, and everything that can then be asked of it. */
final class OrderHistories {

  static final OrderId ID = new OrderId(UUID.fromString("0190e3c4-9d3b-7c7c-8f6e-2f7d3a1b5c60"));
  static final Money TOTAL = Money.of("1250.00", "EUR");
  static final ChargeId CHARGE = new ChargeId("ch_1");
  static final ChargeId OTHER_CHARGE = new ChargeId("ch_2");
  static final OrderNumber NUMBER = new OrderNumber("2026-000001");
  static final RequestKey KEY = RequestKey.ofStep(ID, PAYMENT, 1);
  private static final List<OrderLine> LINES =
      List.of(line("laptop", 1, "1200.00"), line("mouse", 2, "25.00"));

  private static final Instant PLACED_AT = Instant.parse("2026-01-01T00:00:00Z");

  private static final OrderCreated CREATED =
      new OrderCreated(
          ID,
          new CustomerId("alice"),
          LINES,
          TOTAL,
          new PaymentMethod("pm_card_ok"),
          null,
          NUMBER,
          new Labels(Map.of("channel", "web")),
          "f-1",
          PLACED_AT);
  private static final OrderCreated CREATED_FREE =
      new OrderCreated(
          ID,
          new CustomerId("alice"),
          List.of(line("sample", 1, "0.00")),
          Money.of("0.00", "EUR"),
          new PaymentMethod("pm_card_ok"),
          null,
          NUMBER,
          new Labels(Map.of("channel", "web")),
          "f-1",
          PLACED_AT);
  private static final PaymentCaptured CAPTURED = new PaymentCaptured(ID, CHARGE, TOTAL);

  static final Map<String, List<OrderEvent>> STATES = states();
  static final Map<String, OrderCommand> COMMANDS = commands();

  private OrderHistories() {}

  private static Map<String, List<OrderEvent>> states() {
    var states = new LinkedHashMap<String, List<OrderEvent>>();
    List<OrderEvent> created = List.of(CREATED);
    var awaitingPayment = then(created, new StockReserved(ID));
    var processing = then(awaitingPayment, CAPTURED);
    var readyToShip = then(processing, new ProcessingCompleted(ID));
    var shipped = then(readyToShip, new ShipmentDispatched(ID, "t-1"));
    states.put("created", created);
    states.put("awaiting payment", awaitingPayment);
    states.put("processing", processing);
    states.put("ready to ship", readyToShip);
    states.put(
        "overdue at carrier", then(readyToShip, attention(Attempt.Kind.REQUEST, SHIPPING, null)));
    states.put("shipped", shipped);
    states.put("lost parcel", then(shipped, attention(Attempt.Kind.REQUEST, DELIVERY, null)));
    states.put("completed", then(shipped, new ShipmentDelivered(ID)));
    states.put("undoing stock", then(created, cancellation(STOCK)));
    states.put("undoing payment", then(awaitingPayment, cancellation(PAYMENT)));
    states.put("late charge", then(awaitingPayment, cancellation(PAYMENT), unexpected()));
    states.put("undoing processing", then(processing, cancellation(PROCESSING)));
    states.put("undoing shipping", then(readyToShip, cancellation(SHIPPING)));
    var recalled = then(readyToShip, cancellation(SHIPPING), new ShipmentCancelled(ID));
    states.put("recalled", recalled);
    var refundStuck =
        then(
            recalled,
            new ProcessingCancelled(ID),
            attention(Attempt.Kind.COMPENSATION, PAYMENT, null));
    states.put("refund stuck", refundStuck);
    var undone = then(refundStuck, new PaymentRefunded(ID, CHARGE), new StockReleased(ID));
    states.put("all undone", undone);
    states.put("cancelled", then(undone, new OrderCancelled(ID)));
    putFree(states);
    return states;
  }

  /** Stock was reserved alone before it was known that nothing is to be paid. */
  private static void putFree(Map<String, List<OrderEvent>> states) {
    List<OrderEvent> created = List.of(CREATED_FREE);
    var awaitingPayment = then(created, new StockReserved(ID));
    var processing = then(awaitingPayment, new PaymentNotRequired(ID));
    var processingUndone = new ProcessingCancelled(ID);
    states.put("free created", created);
    states.put("free awaiting payment", awaitingPayment);
    states.put("free processing", processing);
    states.put(
        "free undoing payment", then(processing, cancellation(PROCESSING), processingUndone));
  }

  private static Map<String, OrderCommand> commands() {
    var commands = new LinkedHashMap<String, OrderCommand>();
    put(commands, "", create("f-1"));
    put(commands, " with another request", create("f-2"));
    put(commands, " of a customer", new CancelOrder(ID, Actor.CUSTOMER, "changed my mind"));
    put(
        commands,
        " of another customer",
        new CancelOrder(ID, Actor.CUSTOMER, null, null, new CustomerId("another")));
    put(commands, "", labels(Map.of("channel", "shop", "vip", "yes"), List.of()));
    put(commands, " as they are", labels(Map.of("channel", "web"), List.of("vip")));
    put(commands, " too many", labels(tooManyLabels(), List.of()));
    put(
        commands,
        " of another customer",
        new ChangeLabels(
            ID, Labels.NONE, List.of("channel"), Actor.CUSTOMER, null, new CustomerId("another")));
    for (var step : Step.values()) {
      put(commands, " " + step, new AbandonStep(ID, step, "silence"));
    }
    for (var step : Step.values()) {
      put(
          commands,
          " forward " + step,
          new RaiseAttention(ID, Attempt.Kind.REQUEST, step, null, "overdue"));
    }
    for (var step : Step.values()) {
      put(
          commands,
          " back " + step,
          new RaiseAttention(ID, Attempt.Kind.COMPENSATION, step, null, "refused"));
    }
    for (var kind : Attempt.Kind.values()) {
      for (var step : Step.values()) {
        put(commands, " " + kind + " " + step, new ConfirmStep(ID, kind, step, null));
      }
    }
    put(
        commands,
        " COMPENSATION of another charge",
        new ConfirmStep(ID, Attempt.Kind.COMPENSATION, PAYMENT, OTHER_CHARGE));
    put(
        commands,
        " for a charge",
        new RaiseAttention(ID, Attempt.Kind.COMPENSATION, PAYMENT, OTHER_CHARGE, "refused"));
    put(commands, " SHIPPING", new RetryStep(ID, SHIPPING, null, 1, "call them"));
    put(commands, " PAYMENT", new RetryStep(ID, PAYMENT, null, 1, "bank is back"));
    put(commands, " stale", new RetryStep(ID, PAYMENT, null, 7, "too late"));
    put(commands, " SHIPPING shipped", resolve(SHIPPING, ShipmentResolution.SHIPPED));
    put(commands, " SHIPPING not shipped", resolve(SHIPPING, ShipmentResolution.NOT_SHIPPED));
    put(commands, " SHIPPING somehow", resolve(SHIPPING, null));
    put(commands, " PAYMENT", resolve(PAYMENT, null));
    put(commands, " DELIVERY", resolve(DELIVERY, null));
    put(commands, "", new CompleteCancellation(ID));
    put(commands, "", new RecordStockReserved(ID));
    put(commands, "", new RecordStockRefused(ID, "no laptop left"));
    put(commands, "", new RecordPaymentCaptured(ID, KEY, CHARGE, TOTAL));
    put(commands, " another", new RecordPaymentCaptured(ID, KEY, OTHER_CHARGE, TOTAL));
    put(
        commands,
        " too little",
        new RecordPaymentCaptured(ID, KEY, new ChargeId("ch_3"), Money.of("1.00", "EUR")));
    put(
        commands,
        " foreign key",
        new RecordPaymentCaptured(ID, new RequestKey("order:x"), new ChargeId("ch_4"), TOTAL));
    put(commands, "", new RecordPaymentNotRequired(ID));
    put(commands, "", new RecordPaymentDeclined(ID, "no funds"));
    put(commands, "", new RecordProcessingCompleted(ID));
    put(commands, "", new RecordProcessingRefused(ID, "cannot be made"));
    put(commands, "", new RecordShipmentDispatched(ID, "t-2"));
    put(commands, "", new RecordShipmentRefused(ID, "too heavy"));
    put(commands, "", new RecordShipmentDelivered(ID));
    for (var step : List.of(STOCK, PAYMENT, PROCESSING, SHIPPING)) {
      put(commands, " asking " + step, failed(Attempt.Kind.REQUEST, step, null));
    }
    put(commands, " undoing PAYMENT", failed(Attempt.Kind.COMPENSATION, PAYMENT, CHARGE));
    put(commands, " refunding another", failed(Attempt.Kind.COMPENSATION, PAYMENT, OTHER_CHARGE));
    put(commands, "", new RecordPaymentRefunded(ID, CHARGE));
    put(commands, " another", new RecordPaymentRefunded(ID, OTHER_CHARGE));
    put(commands, "", new RecordPaymentVoided(ID));
    put(commands, "", new RecordProcessingCancelled(ID));
    put(commands, "", new RecordStockReleased(ID));
    put(commands, "", new RecordShipmentCancelled(ID));
    put(commands, "", new RecordShipmentCancellationRefused(ID));
    put(commands, "", new RecordCompensationRefused(ID, PAYMENT, 1, CHARGE, "account closed"));
    put(
        commands,
        " of another",
        new RecordCompensationRefused(ID, PAYMENT, 1, OTHER_CHARGE, "account closed"));
    return commands;
  }

  private static void put(Map<String, OrderCommand> commands, String about, OrderCommand command) {
    commands.put(command.getClass().getSimpleName() + about, command);
  }

  private static CreateOrder create(String fingerprint) {
    return new CreateOrder(
        ID,
        new CustomerId("alice"),
        LINES,
        new PaymentMethod("pm_card_ok"),
        null,
        NUMBER,
        Labels.NONE,
        fingerprint,
        PLACED_AT);
  }

  static ChangeLabels labels(Map<String, String> set, List<String> removed) {
    return new ChangeLabels(ID, new Labels(set), removed, Actor.CUSTOMER, null, null);
  }

  /** With the one that there is. */
  private static Map<String, String> tooManyLabels() {
    var labels = new LinkedHashMap<String, String>();
    for (int count = 1; count <= Labels.MAX; count++) {
      labels.put("label-" + count, "a");
    }
    return labels;
  }

  private static ResolveStep resolve(Step step, @Nullable ShipmentResolution resolution) {
    return new ResolveStep(ID, step, null, 1, resolution, "settled by telephone");
  }

  private static RecordStepAttemptFailed failed(
      Attempt.Kind kind, Step step, @Nullable ChargeId charge) {
    return new RecordStepAttemptFailed(
        ID, new Attempt(kind, step, charge, 1, 1), "503", Instant.parse("2026-01-01T00:00:01Z"));
  }

  private static CancellationStarted cancellation(Step step) {
    return new CancellationStarted(ID, CancellationReason.CUSTOMER, step, Actor.CUSTOMER, null);
  }

  private static UnexpectedPaymentCaptured unexpected() {
    return new UnexpectedPaymentCaptured(ID, OTHER_CHARGE, TOTAL, UnexpectedBecause.NOT_AWAITED);
  }

  private static AttentionRaised attention(
      Attempt.Kind kind, Step step, @Nullable ChargeId charge) {
    return new AttentionRaised(ID, kind, step, charge, "overdue", 1);
  }

  private static OrderLine line(String sku, int quantity, String price) {
    return new OrderLine(new Sku(sku), sku, new Quantity(quantity), Money.of(price, "EUR"));
  }

  private static List<OrderEvent> then(List<OrderEvent> before, OrderEvent... more) {
    var events = new ArrayList<>(before);
    events.addAll(List.of(more));
    return List.copyOf(events);
  }

  /**
   * Prints the table as it is decided now, to be compared by eye with domain rules before it is
   * checked in.
   */
  public static void main(String[] args) {
    var table = new StringBuilder("command | " + String.join(" | ", STATES.keySet()) + "\n");
    for (var command : COMMANDS.keySet()) {
      table.append(command);
      STATES
          .keySet()
          .forEach(
              state -> table.append(" | ").append(OrderDecisionsTest.decision(command, state)));
      table.append("\n");
    }
    System.out.print(table);
  }
}
