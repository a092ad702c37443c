package io.orderflow.console.orders;

import io.orderflow.views.list.OrderPage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One page of the list, with what leads on from it.
 *
 * @param rows null where the address is wrong
 * @param summary what the list has, in words; null where it was not counted
 * @param similar whether only similar words were found
 * @param next the address of the next page; null on the last
 */
record ListedOrders(
    OrdersAddress address,
    @Nullable List<ListedRow> rows,
    @Nullable String summary,
    boolean similar,
    @Nullable String next) {

  static ListedOrders of(OrdersAddress address, @Nullable OrderPage page) {
    if (page == null) {
      return new ListedOrders(address, null, null, false, null);
    }
    return new ListedOrders(
        address,
        page.items().stream().map(ListedRow::of).toList(),
        summary(page),
        page.similar() != null && page.similar(),
        page.nextCursor() == null ? null : address.nextPage(page.nextCursor()));
  }

  private static @Nullable String summary(OrderPage page) {
    if (page.count() == null) {
      return null;
    }
    var count = String.format(Locale.ROOT, "%,d", page.count());
    if (page.countIsExact() != null && !page.countIsExact()) {
      return "More than " + count + " orders";
    }
    return page.count() == 1 ? "1 order" : count + " orders";
  }

  /** Where what happens to these orders is told; null where rows are to stay as they are. */
  public @Nullable String stream() {
    return rows != null && address.isLive() ? address.stream() : null;
  }
}
