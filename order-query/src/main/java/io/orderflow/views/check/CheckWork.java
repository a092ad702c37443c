package io.orderflow.views.check;

import io.orderflow.api.OrderId;
import io.orderflow.engine.processors.EventSource;
import io.orderflow.views.check.CheckStore.ComparedOrders;
import io.orderflow.views.status.ComparedRows;
import io.orderflow.views.status.OrderRowComparison;
import io.orderflow.views.status.RowDifference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The work on one check by this node, in small steps. An order that lacks an event, or its row, is
 * looked at again once the projection has passed every event there was: what is late is no
 * difference, what was passed over is one.
 */
final class CheckWork implements AutoCloseable {

  /** Rows that one step compares: one read of a stream each. */
  private static final int ROWS = 50;

  /** Steps between two looks; an event may become visible behind newer ones. */
  private static final int STEPS_BETWEEN = 20;

  private final OrderRowComparison rows;
  private final ProjectionPosition projection;
  private final EventSource events;

  private @Nullable ComparedRows compared;
  private final Set<OrderId> withoutRow = new LinkedHashSet<>();
  private @Nullable FirstEvents search;
  private long mustPass;
  private int stepsToWait;

  CheckWork(OrderRowComparison rows, ProjectionPosition projection, EventSource events) {
    this.rows = rows;
    this.projection = projection;
    this.events = events;
  }

  /** The next rows with their differences; null while some of them have to be looked at again. */
  @Nullable ComparedOrders compareRows(ViewCheck check) {
    if (compared == null) {
      var next = rows.next(check.lastOrder(), ROWS);
      if (next.behind().isEmpty()) {
        return new ComparedOrders(next.count(), next.last(), next.differences());
      }
      compared = next;
      waitForProjection();
      return null;
    }
    if (isWaiting()) {
      return null;
    }
    var first = compared;
    compared = null;
    var differences =
        Stream.concat(first.differences().stream(), stillBehind(first).stream()).toList();
    return new ComparedOrders(first.count(), first.last(), differences);
  }

  /** Those that lack the same event as before. */
  private List<RowDifference> stillBehind(ComparedRows first) {
    var again = rows.again(first.behind().stream().map(RowDifference::orderId).toList());
    var still = new ArrayList<>(again.differences());
    again.behind().stream().filter(first.behind()::contains).forEach(still::add);
    return still;
  }

  boolean isSearching() {
    return search != null;
  }

  /** From the first event on. */
  void beginSearch() {
    search = new FirstEvents(events);
    withoutRow.clear();
  }

  /** The orders without a row among the next events; null while they are to be looked at again. */
  @Nullable SearchedEvents searchEvents(ViewCheck check) {
    if (!withoutRow.isEmpty()) {
      return isWaiting() ? null : missing(check.position());
    }
    if (!projection.hasPassed(check.target())) {
      return null;
    }
    var page = Objects.requireNonNull(search).next(check.position());
    withoutRow.addAll(rows.withoutRow(page.orders()));
    if (!withoutRow.isEmpty()) {
      waitForProjection();
    }
    return new SearchedEvents(page.position(), List.of());
  }

  boolean isSettled() {
    return withoutRow.isEmpty();
  }

  private SearchedEvents missing(long position) {
    var missing =
        rows.withoutRow(withoutRow).stream()
            .map(
                order ->
                    new RowDifference(
                        order, RowDifference.Kind.NO_ROW, 0, "the order has events and no row"))
            .toList();
    withoutRow.clear();
    return new SearchedEvents(position, missing);
  }

  private void waitForProjection() {
    mustPass = projection.newest().orElse(Long.MAX_VALUE);
    stepsToWait = STEPS_BETWEEN;
  }

  private boolean isWaiting() {
    if (mustPass == Long.MAX_VALUE) {
      waitForProjection();
      return true;
    }
    stepsToWait = Math.max(0, stepsToWait - 1);
    return stepsToWait > 0 || !projection.hasPassed(mustPass);
  }

  @Override
  public void close() {
    if (search != null) {
      search.close();
    }
  }

  /**
   * @param position up to which events were looked at
   */
  record SearchedEvents(long position, List<RowDifference> missing) {}
}
