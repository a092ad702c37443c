package io.orderflow.views.list;

import io.orderflow.api.OrderId;

/**
 * Where a page ended.
 *
 * @param rank of the last order in a search; 0 in a list
 * @param similar whether the search had found nothing as it was typed
 */
record Cursor(int rank, boolean similar, Position position) {

  /**
   * @param key the value the list is sorted by, as the database writes it
   */
  record Position(String key, OrderId orderId) {}
}
