package io.orderflow.console.order;

import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderView;
import io.orderflow.api.order.OrderView.Attention;
import io.orderflow.api.order.OrderView.Charge;
import io.orderflow.api.order.OrderView.Payments;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayTime;
import io.orderflow.console.services.OrderLetters;
import io.orderflow.views.timeline.Timeline;
import io.orderflow.views.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An order as its page shows it.
 *
 * @param name by which people call it
 * @param stopped the processors that have a dead letter of it
 * @param unknown the services of which that is not known, by name
 * @param listed its status in lists, where that is another one; null where it is the same
 * @param happened what happened, the newest first
 * @param hasMore whether more happened than is shown
 * @param address its lines; empty without one
 */
record ShownOrder(
    String id,
    String name,
    Badge status,
    List<Pair> about,
    List<RoadStep> road,
    List<Standing> attentions,
    List<StoppedProcessor> stopped,
    List<String> unknown,
    @Nullable String listed,
    List<Line> lines,
    String total,
    List<Pair> sums,
    List<Taken> charges,
    List<String> address,
    List<Pair> shipping,
    List<Pair> labels,
    List<Fact> happened,
    boolean hasMore,
    List<ActionForm> offers) {

  /**
   * What is asked for beside the order's events.
   *
   * @param listed its status in lists, where that is another one
   */
  record Beside(Optional<OrderStatus> listed, OrderLetters letters) {}

  static ShownOrder of(ReadOrder read, List<String> address, Beside beside) {
    var order = read.order();
    return new ShownOrder(
        order.orderId().toString(),
        order.number() == null ? "Order " + order.orderId() : "Order " + order.number().value(),
        Badge.of(order.status()),
        about(order),
        order.steps().stream().map(step -> RoadStep.of(step, order)).toList(),
        order.attention().stream().map(Standing::of).toList(),
        beside.letters().items().stream().map(StoppedProcessor::of).toList(),
        beside.letters().away(),
        beside.listed().map(Badge::words).orElse(null),
        order.items().stream().map(Line::of).toList(),
        order.total().toString(),
        sums(order),
        order.payments() == null
            ? List.of()
            : order.payments().charges().stream()
                .map(charge -> Taken.of(charge, isKept(order, charge)))
                .toList(),
        address,
        shipping(order),
        order.labels().values().entrySet().stream()
            .map(label -> new Pair(label.getKey(), label.getValue()))
            .toList(),
        facts(read.timeline()),
        read.timeline().nextAfter() != null,
        ActionForms.of(order));
  }

  /** Changes with what may be done, and with nothing else. */
  public String offered() {
    return offers.stream().map(ActionForm::key).collect(Collectors.joining("."));
  }

  private static List<Pair> about(OrderView order) {
    var cancellation = order.cancellation();
    return Pair.listOf(
        "Customer", order.customerId().value(),
        "Reference", order.reference(),
        "Placed", DisplayTime.of(order.createdAt()).text(),
        "Last changed", DisplayTime.of(order.updatedAt()).text(),
        "Payment", Badge.words(order.paymentStatus()),
        "Payment method", order.paymentMethod().value(),
        "Goods", Badge.words(order.fulfillmentStatus()),
        "Cancelled because", cancellation == null ? null : Badge.words(cancellation.reason()),
        "In detail", cancellation == null ? null : cancellation.detail(),
        "Version", order.version());
  }

  private static List<Pair> sums(OrderView order) {
    Payments payments = order.payments();
    return payments == null
        ? List.of()
        : Pair.listOf(
            "Charged", payments.charged(),
            "Refunded", payments.refunded(),
            "Kept", payments.kept(),
            "To be refunded", payments.owed());
  }

  /** Only an order that is not cancelled keeps its payment. */
  private static boolean isKept(OrderView order, Charge charge) {
    return charge.expected()
        && order.status() != OrderStatus.CANCELLING
        && order.status() != OrderStatus.CANCELLED;
  }

  private static List<Pair> shipping(OrderView order) {
    var shipment = order.shipment();
    if (shipment == null) {
      return List.of();
    }
    var delivered = shipment.deliveredAt();
    return Pair.listOf(
        "Tracking number", shipment.trackingNumber(),
        "Dispatched", DisplayTime.of(shipment.dispatchedAt()).text(),
        "Delivered", delivered == null ? null : DisplayTime.of(delivered).text());
  }

  private static List<Fact> facts(Timeline timeline) {
    return timeline.entries().reversed().stream().map(Fact::of).toList();
  }

  /** A name and its value. */
  record Pair(String name, String value) {

    /**
     * @param namesAndValues in turn; a value that is null is left out with its name
     */
    static List<Pair> listOf(@Nullable Object... namesAndValues) {
      var pairs = new ArrayList<Pair>();
      for (int at = 0; at < namesAndValues.length; at += 2) {
        if (namesAndValues[at + 1] != null) {
          pairs.add(
              new Pair(String.valueOf(namesAndValues[at]), String.valueOf(namesAndValues[at + 1])));
        }
      }
      return List.copyOf(pairs);
    }
  }

  /** What a person must look at. */
  record Standing(String step, String reason, boolean overdue, DisplayTime since) {

    static Standing of(Attention attention) {
      return new Standing(
          Badge.words(attention.step()),
          attention.reason(),
          attention.reason().endsWith(" is overdue"),
          DisplayTime.of(attention.since()));
    }
  }

  /** One position of the order. */
  record Line(String name, String sku, int quantity, String unitPrice, String total) {

    static Line of(OrderLine line) {
      return new Line(
          line.name(),
          line.sku().value(),
          line.quantity().value(),
          line.unitPrice().toString(),
          line.total().toString());
    }
  }

  /** One charge, and whether it went back. */
  record Taken(String id, String amount, DisplayTime at, String what, String refund) {

    static Taken of(Charge charge, boolean kept) {
      return new Taken(
          charge.chargeId().value(),
          charge.amount().toString(),
          DisplayTime.of(charge.at()),
          charge.expected() ? "the payment" : "not expected",
          refund(charge, kept));
    }

    private static String refund(Charge charge, boolean kept) {
      if (charge.settledByHand()) {
        return "settled by an operator";
      }
      if (charge.refunded()) {
        var at = charge.refundedAt();
        return at == null ? "refunded" : "refunded " + DisplayTime.of(at).text();
      }
      return kept ? "kept" : "to be refunded";
    }
  }

  /** Something that happened. */
  record Fact(
      long sequence,
      DisplayTime at,
      String text,
      String actor,
      @Nullable String note,
      @Nullable String cause) {

    private static final Map<TimelineEntry.ActorKind, String> ACTORS =
        Map.of(
            TimelineEntry.ActorKind.CUSTOMER, "customer",
            TimelineEntry.ActorKind.OPERATOR, "operator",
            TimelineEntry.ActorKind.PARTNER, "partner",
            TimelineEntry.ActorKind.SYSTEM, "orderflow");

    static Fact of(TimelineEntry entry) {
      var name = entry.actor().name();
      var actor = String.valueOf(ACTORS.get(entry.actor().kind()));
      return new Fact(
          entry.sequence(),
          DisplayTime.of(entry.at()),
          entry.text(),
          name == null ? actor : actor + " " + name,
          entry.note(),
          entry.cause() == null ? null : cause(entry.cause()));
    }

    private static String cause(TimelineEntry.Cause cause) {
      return switch (cause.kind()) {
        case "request" -> "on a request";
        case "callback" -> "by a callback";
        case "reply" -> "by the outcome of a request";
        case "deadline" -> "by a deadline";
        default -> "by a rule";
      };
    }
  }
}
