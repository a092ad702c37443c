package io.orderflow.views.list;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the orders of a list are looked for. Which are shown is decided by what indexes hold, as
 * far as can be: a row is large, and those of the orders that are passed over are not fetched. So a
 * table is left out unless something is asked that only it knows.
 */
enum OrderTables {
  VIEW("views.order_view v"),
  SEARCH("views.order_search s"),
  BOTH("views.order_search s join views.order_view v on v.order_id = s.order_id");

  private final String text;

  OrderTables(String text) {
    this.text = text;
  }

  /**
   * @param sort null if the order does not matter
   */
  static OrderTables of(Map<OrderFilter, Sql> filters, @Nullable OrderSort sort) {
    if (areExceptions(filters)) {
      return filters.keySet().stream().anyMatch(OrderFilter::isSearched) ? BOTH : VIEW;
    }
    boolean changed = sort == OrderSort.UPDATED_AT;
    boolean view = changed || filters.values().stream().anyMatch(each -> each.isAbout("v"));
    boolean search =
        (sort != null && !changed)
            || filters.entrySet().stream()
                .anyMatch(each -> !each.getValue().isAbout("v") && !each.getKey().isOfCreation());
    return !view ? SEARCH : search ? BOTH : VIEW;
  }

  /** Whether the orders are among the few that are not simply completed. */
  static boolean areExceptions(Map<OrderFilter, Sql> filters) {
    return filters.entrySet().stream()
        .anyMatch(each -> each.getKey().isOfExceptions(each.getValue()));
  }

  /** For {@code from}. */
  Sql from() {
    return Sql.of(text);
  }
}
