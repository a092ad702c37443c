package io.orderflow.console.board;

import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes on.
 *
 * @param at when it was read
 * @param empty whether there is no order at all
 * @param underWay how many orders are in each status that is not an end; at most one more than
 *     {@value BoardReader#MOST_COUNTED}
 * @param attentions how many attentions stand, by their step
 * @param placed in each minute of the last hour
 * @param lag how many events the view is behind; null if that is not known
 */
record Board(
    Instant at,
    boolean empty,
    Map<OrderStatus, Long> underWay,
    Map<Step, Long> attentions,
    Map<Instant, Long> placed,
    Ended ended,
    @Nullable Long lag) {

  /**
   * The orders that ended in the last hour.
   *
   * @param complete false if there were more than are looked at, of which these are the last
   * @param completed how many, and how long they took from their placing
   * @param reasons how many were cancelled, by reason
   */
  record Ended(
      boolean complete,
      Taken completed,
      long cancelled,
      Map<CancellationReason, Long> reasons,
      Map<Instant, Taken> completedByMinute,
      Map<Instant, Long> cancelledByMinute) {}

  /**
   * @param median of the seconds they took
   * @param slow of 20 orders one took longer, in seconds
   */
  record Taken(long orders, double median, double slow) {

    static final Taken NONE = new Taken(0, 0, 0);

    static Taken of(long orders, List<Double> quantiles) {
      return new Taken(orders, quantiles.getFirst(), quantiles.getLast());
    }
  }
}
