package io.orderflow.console.callbacks;

import io.orderflow.api.process.UnmatchedCallbackList;
import io.orderflow.console.page.DisplayTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A callback, as it is shown.
 *
 * @param title of whom it is and what it says
 * @param because why it matches no order, in a sentence
 * @param said the rest of what the partner said
 */
record ShownUnmatchedCallback(
    String id,
    String title,
    String eventId,
    String because,
    @Nullable String detail,
    List<Said> said,
    DisplayTime receivedAt) {

  static ShownUnmatchedCallback of(UnmatchedCallbackList.Item item) {
    var partner = item.partner().toLowerCase(Locale.ROOT);
    var type = item.said().get("type");
    return new ShownUnmatchedCallback(
        item.id(),
        partner.substring(0, 1).toUpperCase(Locale.ROOT)
            + partner.substring(1)
            + (type == null
                ? " says something that this version cannot read"
                : " says " + type.toLowerCase(Locale.ROOT).replace('_', ' ')),
        item.eventId(),
        because(item.reason()),
        item.detail(),
        item.said().entrySet().stream()
            .filter(each -> !each.getKey().equals("type"))
            .map(each -> new Said(each.getKey(), each.getValue()))
            .toList(),
        DisplayTime.of(item.receivedAt()));
  }

  private static String because(String reason) {
    return switch (reason) {
      case "ORDER_NOT_FOUND" -> "There is no such order.";
      case "KEY_OF_ANOTHER_ORDER" -> "Its request key belongs to another order.";
      case "KEY_NEVER_USED" -> "Its request key was never used.";
      default -> "The order does not accept it.";
    };
  }

  /** A field of the partner's message. */
  record Said(String name, String value) {}
}
