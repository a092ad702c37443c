package io.orderflow.console.attention;

import io.orderflow.console.orders.ListedRow;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.views.list.OrderPage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The orders that match a filter, and what may be done with all of them.
 *
 * @param title what they have in common
 * @param reason of their attention; null if they have several
 * @param count how many there are, in words
 * @param rows the first of them
 */
record ShownSelection(
    SelectionAddress address,
    String title,
    @Nullable String reason,
    String count,
    List<ListedRow> rows,
    boolean hasMore,
    List<BulkOffer> offers) {

  static ShownSelection of(SelectionAddress address, OrderPage page) {
    return new ShownSelection(
        address,
        title(address),
        address.reason().orElse(null),
        count(page),
        page.items().stream().map(ListedRow::of).toList(),
        page.nextCursor() != null,
        page.items().isEmpty() ? List.of() : BulkOffer.of(address));
  }

  private static String title(SelectionAddress address) {
    return address
        .step()
        .map(step -> Badge.words(step) + " needs a person")
        .orElse(address.selectsAttentions() ? "Orders that need a person" : "Orders that match");
  }

  private static String count(OrderPage page) {
    int count = page.count() == null ? page.items().size() : page.count();
    boolean exact = page.countIsExact() == null || page.countIsExact();
    return (exact ? "" : "More than ") + DisplayNumbers.counted(count, "order");
  }
}
