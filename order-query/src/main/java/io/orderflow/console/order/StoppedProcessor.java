package io.orderflow.console.order;

import io.orderflow.api.operations.DeadLetterList;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;

/**
 * A processor that has stopped at an order, as the order's page shows it.
 *
 * @param effect what that means for the order, in a sentence
 * @param failure the event that it cannot handle, and why
 * @param waiting the events that wait behind it, in words
 */
record StoppedProcessor(
    String name, String effect, String failure, String waiting, DisplayTime since) {

  static StoppedProcessor of(DeadLetterList.Item letter) {
    return new StoppedProcessor(
        letter.processor(),
        effect(letter.processor()),
        "It cannot handle %s, event %d: %s"
            .formatted(letter.event(), letter.sequence(), letter.reason()),
        letter.waiting() <= 1
            ? "nothing waits behind it"
            : DisplayNumbers.counted(letter.waiting() - 1, "event") + " behind it",
        DisplayTime.of(letter.since()));
  }

  private static String effect(String processor) {
    return switch (processor) {
      case "order-views" -> "Lists and searches show the order as it was before.";
      case "fulfillment" -> "The order does not go on.";
      default -> "";
    };
  }
}
