package io.orderflow.console.order;

import io.orderflow.api.Step;
import io.orderflow.api.order.OrderAction;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderView;
import io.orderflow.api.order.OrderView.Attention;
import io.orderflow.api.order.OrderView.StepState;
import io.orderflow.api.order.PaymentStatus;
import io.orderflow.api.order.ShipmentResolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What may be done with an order, by the rules of its status and its attentions. */
final class ActionForms {

  private final OrderView order;

  private ActionForms(OrderView order) {
    this.order = order;
  }

  static List<ActionForm> of(OrderView order) {
    return new ActionForms(order).all();
  }

  private List<ActionForm> all() {
    var offers = new ArrayList<ActionForm>();
    for (var attention : order.attention()) {
      if (attention.step() != Step.DELIVERY) { // awaited, never asked for
        offers.add(retry(attention));
      }
      offers.add(resolve(attention));
    }
    if (order.allowedActions().contains(OrderAction.CANCEL)) {
      offers.add(cancel());
    }
    return List.copyOf(offers);
  }

  private ActionForm cancel() {
    return new ActionForm(
        "cancel",
        path("cancel"),
        "Cancel the order",
        "It has not been dispatched.",
        cancelling(),
        false,
        true,
        null,
        null,
        null,
        List.of());
  }

  private List<String> cancelling() {
    var consequences = new ArrayList<String>();
    if (order.paymentStatus() == PaymentStatus.CAPTURED) {
      consequences.add("The customer gets " + order.total() + " back.");
    } else if (isUnderWay(Step.PAYMENT)) {
      consequences.add("The payment is stopped. If it was charged already, the money goes back.");
    } else {
      consequences.add("Nothing was charged.");
    }
    if (isUnderWay(Step.SHIPPING)) {
      consequences.add(
          "The carrier is told not to ship. If the parcel is on the road already, the order goes on"
              + " as shipped.");
    }
    consequences.add("Reserved goods go back to stock.");
    consequences.add("It cannot be taken back.");
    return consequences;
  }

  private ActionForm retry(Attention attention) {
    return about(
        attention,
        "retry",
        "Try again: " + what(attention),
        List.of(
            partner(attention.step()) + " is asked once more.",
            "A request that has taken effect before takes no second effect.",
            "If it fails again, the order asks for a person again."),
        List.of());
  }

  private ActionForm resolve(Attention attention) {
    return about(
        attention,
        "resolve",
        "Count as done: " + what(attention),
        resolving(attention),
        attention.step() == Step.SHIPPING
            ? List.of(
                new ActionForm.Choice(ShipmentResolution.SHIPPED.name(), "The parcel was shipped."),
                new ActionForm.Choice(
                    ShipmentResolution.NOT_SHIPPED.name(), "The parcel was not shipped."))
            : List.of());
  }

  private List<String> resolving(Attention attention) {
    boolean undo = isUndone(attention);
    var asked = partner(attention.step()) + " is not asked again, and nothing is checked.";
    return switch (attention.step()) {
      case STOCK ->
          List.of(
              undo ? "The goods count as back in stock." : "The goods count as reserved.", asked);
      case PAYMENT ->
          undo
              ? List.of(
                  "Do it only if the money has gone back by other means, or was never taken.",
                  "The charge counts as settled. orderflow makes no refund.",
                  asked)
              : List.of("The order counts as paid, and goes on to processing.", asked);
      case PROCESSING ->
          List.of(
              undo
                  ? "Processing counts as stopped, and the undoing goes on."
                  : "The order counts as processed, and goes on to shipping.",
              asked);
      case SHIPPING ->
          List.of(
              "If it was shipped, the order goes on as shipped and waits for its delivery.",
              "If it was not shipped, the order is cancelled and everything else is undone.",
              asked);
      case DELIVERY -> List.of("The order counts as delivered, and is complete.");
    };
  }

  private ActionForm about(
      Attention attention,
      String action,
      String title,
      List<String> consequences,
      List<ActionForm.Choice> choices) {
    var charge = attention.chargeId() == null ? null : attention.chargeId().value();
    return new ActionForm(
        action + "-" + attention.step().name().toLowerCase(Locale.ROOT) + "-" + attention.version(),
        path(action),
        title,
        attention.reason(),
        consequences,
        true,
        false,
        attention.step().name(),
        charge,
        attention.version(),
        choices);
  }

  private String path(String action) {
    return "/console/orders/" + order.orderId() + "/" + action;
  }

  private String what(Attention attention) {
    boolean undo = isUndone(attention);
    return switch (attention.step()) {
      case STOCK -> undo ? "release of the goods" : "reservation of the goods";
      case PAYMENT -> undo ? "refund" : "payment";
      case PROCESSING -> undo ? "stop of processing" : "processing";
      case SHIPPING -> undo ? "stop of the parcel" : "shipping";
      case DELIVERY -> "delivery";
    };
  }

  private static String partner(Step step) {
    return switch (step) {
      case STOCK -> "The catalog";
      case PAYMENT -> "The payment partner";
      case PROCESSING -> "The warehouse";
      case SHIPPING, DELIVERY -> "The carrier";
    };
  }

  private boolean isUndone(Attention attention) {
    return attention.chargeId() != null
        || order.status() == OrderStatus.CANCELLING
        || order.status() == OrderStatus.CANCELLED;
  }

  private boolean isUnderWay(Step step) {
    return order.steps().stream()
        .anyMatch(each -> each.step() == step && each.state() == StepState.IN_PROGRESS);
  }
}
