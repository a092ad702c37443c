package io.orderflow.views.list;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some orders of a list.
 *
 * @param nextCursor requests the next page; null on the last page
 * @param count how many orders the list has, at most {@value #MOST_COUNTED}; null unless asked for
 * @param countIsExact false if there are more than {@code count}
 * @param similar whether nothing was found as it was typed, so that these are found by similar
 *     words; null without a search
 */
public record OrderPage(
    List<OrderSummary> items,
    @Nullable String nextCursor,
    @Nullable Integer count,
    @Nullable Boolean countIsExact,
    @Nullable Boolean similar) {

  static final int MOST_COUNTED = 10_000;

  public OrderPage {
    items = List.copyOf(items);
  }
}
