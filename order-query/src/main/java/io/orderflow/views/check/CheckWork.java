package io.orderflow.views.check;

import io.orderflow.api.OrderId;
import io.orderflow.engine.processors.EventSource;
import io.orderflow.views.check.CheckStore.ComparedOrders;
import io.orderflow.views.status.OrderRowComparison;
import io.orderflow.views.status.RowDifference;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The work on one check by this node, in small steps. An order that lacks an event, or its row, is
 * set aside, and compared once more after the projection has passed every event there was: what is
 * late is no difference, what was passed over is one.
 */
final class CheckWork implements AutoCloseable {

  /** Rows that one step compares: one read of a stream each. */
  private static final int ROWS = 50;

  /** Orders that are set aside at most; with more, they are compared before others are. */
  static final int MOST_SET_ASIDE = 1_000;

  /** Steps between two looks; an event may become visible behind newer ones. */
  private static final int STEPS_BETWEEN = 20;

  private final OrderRowComparison rows;
  private final ProjectionPosition projection;
  private final EventSource events;

  /** By order: the event that its row lacked. */
  private final Map<OrderId, Long> late = new LinkedHashMap<>();

  private boolean comparesAgain;
  private final Set<OrderId> withoutRow = new LinkedHashSet<>();
  private boolean looksAgain;
  private @Nullable FirstEvents search;
  private long mustPass;
  private int stepsToWait;

  /**
   * @param late rows that were set aside before, with the event that each lacked
   */
  CheckWork(
      OrderRowComparison rows,
      ProjectionPosition projection,
      EventSource events,
      Map<OrderId, Long> late) {
    this.rows = rows;
    this.projection = projection;
    this.events = events;
    this.late.putAll(late);
  }

  /** The next rows with their differences; null while the projection is waited for. */
  @Nullable ComparedOrders compareRows(ViewCheck check) {
    if (comparesAgain) {
      return isWaiting() ? null : compareAgain(check);
    }
    if (late.size() >= MOST_SET_ASIDE) {
      return compareAgainLater();
    }
    var next = rows.next(check.lastOrder(), ROWS);
    boolean isEnd = next.count() == 0;
    if (isEnd && !late.isEmpty()) {
      return compareAgainLater();
    }
    next.behind().forEach(each -> late.put(each.orderId(), each.event()));
    return new ComparedOrders(
        next.count(), next.last(), isEnd, next.differences(), next.behind(), List.of());
  }

  private @Nullable ComparedOrders compareAgainLater() {
    comparesAgain = true;
    waitForProjection();
    return null;
  }

  /** A row differs if it lacks the same event as before. */
  private ComparedOrders compareAgain(ViewCheck check) {
    var orders = late.keySet().stream().limit(ROWS).toList();
    var again = rows.again(orders);
    var differences =
        Stream.concat(
                again.differences().stream(), again.behind().stream().filter(this::lacksTheSame))
            .toList();
    late.keySet().removeAll(Set.copyOf(orders));
    comparesAgain = !late.isEmpty();
    return new ComparedOrders(0, check.lastOrder(), false, differences, List.of(), orders);
  }

  private boolean lacksTheSame(RowDifference row) {
    return Objects.equals(late.get(row.orderId()), row.event());
  }

  boolean isSearching() {
    return search != null;
  }

  /** From the first event on. */
  void beginSearch() {
    search = new FirstEvents(events);
    withoutRow.clear();
    looksAgain = false;
  }

  /** The orders without a row among the next events; null while the projection is waited for. */
  @Nullable SearchedEvents searchEvents(ViewCheck check) {
    if (looksAgain) {
      return isWaiting() ? null : missing(check.position());
    }
    if (!projection.hasPassed(check.target())) {
      return null;
    }
    if (withoutRow.size() >= MOST_SET_ASIDE || check.position() >= check.target()) {
      looksAgain = true;
      waitForProjection();
      return null;
    }
    var page = Objects.requireNonNull(search).next(check.position());
    withoutRow.addAll(rows.withoutRow(page.orders()));
    return new SearchedEvents(page.position(), List.of());
  }

  /** Whether no order waits to be looked at again. */
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
    looksAgain = false;
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
