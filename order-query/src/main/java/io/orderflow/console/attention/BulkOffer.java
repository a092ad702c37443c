package io.orderflow.console.attention;

import io.orderflow.api.Step;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.bulk.BulkAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that may be done with all orders of a selection, with what it leads to.
 *
 * @param action its word in the form
 * @param choices of which one must be made; mostly none
 */
record BulkOffer(
    String action,
    String title,
    List<String> consequences,
    boolean dangerous,
    List<Choice> choices) {

  /** One of two ways to count a shipment as settled. */
  record Choice(String value, String text) {}

  static List<BulkOffer> of(SelectionAddress address) {
    var offers = new ArrayList<BulkOffer>();
    var step = address.step();
    // A delivery is awaited and never asked for.
    if (address.selectsAttentions() && !step.equals(Optional.of(Step.DELIVERY))) {
      offers.add(
          new BulkOffer(
              BulkAction.RETRY.word(),
              "Try all of them again",
              List.of(
                  "The partner is asked once more for each order.",
                  "A request that has taken effect before takes no second effect.",
                  "What fails again asks for a person again."),
              false,
              List.of()));
    }
    step.ifPresent(one -> offers.add(resolving(one)));
    offers.add(
        new BulkOffer(
            BulkAction.CANCEL.word(),
            "Cancel all of them",
            List.of(
                "What was charged goes back, and reserved goods go back to stock.",
                "An order that has been dispatched refuses it.",
                "It cannot be taken back."),
            true,
            List.of()));
    return List.copyOf(offers);
  }

  private static BulkOffer resolving(Step step) {
    return new BulkOffer(
        BulkAction.RESOLVE.word(),
        "Count all of them as done",
        List.of(
            "The partner is not asked any more. What you have settled with it is your word alone.",
            "The orders go on as if the step had succeeded."),
        true,
        step == Step.SHIPPING
            ? List.of(
                new Choice(ShipmentResolution.SHIPPED.name(), "All parcels were shipped."),
                new Choice(ShipmentResolution.NOT_SHIPPED.name(), "No parcel was shipped."))
            : List.of());
  }
}
