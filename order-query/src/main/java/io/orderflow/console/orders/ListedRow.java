package io.orderflow.console.orders;

import io.orderflow.api.Step;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayTime;
import io.orderflow.views.list.OrderSummary;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One order of the list, as it is shown.
 *
 * @param name by which people call it: its number, its reference, or its id
 * @param also the reference beside a number
 * @param attention the steps that need a person; null where none does
 * @param reason why it was cancelled
 * @param matched where a search found its words; null without a search
 * @param incomplete whether events were left out of what is shown
 */
public record ListedRow(
    String id,
    String name,
    @Nullable String also,
    String customer,
    String goods,
    Badge status,
    @Nullable String attention,
    @Nullable String reason,
    String total,
    DisplayTime createdAt,
    DisplayTime updatedAt,
    List<String> labels,
    @Nullable String matched,
    boolean incomplete) {

  public static ListedRow of(OrderSummary order) {
    var number = order.number() == null ? null : order.number().value();
    var reference = order.reference() == null ? null : order.reference().value();
    var id = order.orderId().toString();
    return new ListedRow(
        id,
        number != null ? number : reference != null ? reference : id,
        number != null ? reference : null,
        order.customerId().value(),
        goods(order),
        Badge.of(order.status()),
        order.attention().isEmpty() ? null : steps(order.attention()),
        order.cancellationReason() == null ? null : Badge.words(order.cancellationReason()),
        order.total().toString(),
        DisplayTime.of(order.createdAt()),
        DisplayTime.of(order.updatedAt()),
        order.labels().values().entrySet().stream()
            .map(label -> label.getKey() + ": " + label.getValue())
            .toList(),
        order.matched() == null || order.matched().isEmpty()
            ? null
            : order.matched().stream().map(ListedRow::place).collect(Collectors.joining(", ")),
        order.incomplete() != null);
  }

  /** A field of the API by its name on a page. */
  private static String place(String field) {
    return switch (field) {
      case "items.name" -> "product";
      case "items.sku" -> "SKU";
      case "customerId" -> "customer";
      case "trackingNumber" -> "tracking number";
      default -> field;
    };
  }

  private static String goods(OrderSummary order) {
    var names = String.join(" · ", order.itemNames());
    int others = order.itemCount() - order.itemNames().size();
    return others > 0 ? names + " and " + others + " more" : names;
  }

  private static String steps(List<Step> steps) {
    return steps.stream()
        .map(step -> step.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }
}
