package io.orderflow.console.board;

import io.orderflow.api.Step;
import io.orderflow.api.operations.SegmentStatus;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.console.board.Board.Ended;
import io.orderflow.console.board.Board.Taken;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.processors.SegmentStatuses;
import io.orderflow.engine.processors.StreamHead;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads the board's numbers. However many orders there are and however many look at the board, it
 * costs the same: every statement ends after a bounded number of rows of an index, and all that
 * look within two seconds are shown the same numbers.
 */
@Component
class BoardReader {

  static final int MOST_COUNTED = 10_000;
  static final int MOST_ENDED = 10_000;
  static final int MOST_PLACED = 100_000;
  static final Duration HOUR = Duration.ofHours(1);

  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int PATIENCE_SECONDS = 5;

  /**
   * Each word is written out: the planner chooses the partial index of statuses only by words that
   * it knows. In the order of the index, so that it never reads the table instead.
   */
  static final String UNDER_WAY =
      Arrays.stream(OrderStatus.values())
          .filter(status -> !status.isFinal())
          .map(
              status ->
                  """
                  select '%1$s' as status, count(*) as orders from (
                    select from views.order_view where status = '%1$s'
                    order by payment_status, fulfillment_status limit %2$d) as counted"""
                      .formatted(status.name(), MOST_COUNTED + 1))
          .collect(Collectors.joining("\nunion all\n"));

  static final String ATTENTIONS =
      """
      select raised ->> 'step' as step, count(*) as orders from (
        select attention from views.order_view where attention <> '[]' limit %d) as standing,
        jsonb_array_elements(attention) as raised
      group by 1"""
          .formatted(MOST_COUNTED + 1);

  static final String PLACED =
      """
      select date_trunc('minute', created_at) as minute, count(*) as orders from (
        select created_at from views.order_search where created_at >= ?
        order by created_at desc limit %d) as placed
      group by 1"""
          .formatted(MOST_PLACED);

  /** An order that has ended may change later: its labels, or a refund that came late. */
  static final String ENDED =
      """
      with changed as materialized (
        select status, cancellation_reason, created_at, updated_at,
          coalesce(state #>> '{progress,cancellation,completedAt}',
            state #>> '{progress,shipment,deliveredAt}')::timestamptz as ended_at
        from views.order_view where updated_at >= ? order by updated_at desc limit %d),
      ended as (
        select status, cancellation_reason, date_trunc('minute', ended_at) as minute,
          extract(epoch from ended_at - created_at) as seconds
        from (select status, cancellation_reason, created_at,
            coalesce(ended_at, updated_at) as ended_at from changed) as timed
        where status in ('COMPLETED', 'CANCELLED') and ended_at >= ?)
      select status, cancellation_reason, minute, count(*) as orders,
        grouping(cancellation_reason) as any_reason, grouping(minute) as any_minute,
        percentile_cont(array[0.5, 0.95]) within group (order by seconds) as quantiles,
        (select count(*) < %d from changed) as complete
      from ended
      group by grouping sets ((status), (status, cancellation_reason), (status, minute))"""
          .formatted(MOST_ENDED, MOST_ENDED);

  static final String EMPTY = "select not exists (select from views.order_search)";

  private final JdbcTemplate jdbc;
  private final List<EventProcessorDefinition> views;
  private final SegmentStatuses segments;
  private final StreamHead head;
  private final Clock clock;
  private @Nullable Board newest;

  BoardReader(
      DataSource dataSource,
      ObjectProvider<EventProcessorDefinition> processors,
      SegmentStatuses segments,
      StreamHead head,
      Clock clock) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jdbc.setQueryTimeout(PATIENCE_SECONDS);
    this.views =
        processors.stream()
            .filter(processor -> processor.schema().equals("views") && !processor.onDemand())
            .toList();
    this.segments = segments;
    this.head = head;
    this.clock = clock;
  }

  synchronized Board read() {
    var known = newest;
    var now = clock.instant();
    if (known == null || known.at().plus(FRESH).isBefore(now)) {
      known = readAt(now);
      newest = known;
    }
    return known;
  }

  private Board readAt(Instant now) {
    var since = now.minus(HOUR).atOffset(ZoneOffset.UTC);
    return new Board(
        now,
        Boolean.TRUE.equals(jdbc.queryForObject(EMPTY, Boolean.class)),
        counts(UNDER_WAY, row -> OrderStatus.valueOf(row.getString("status"))),
        counts(ATTENTIONS, row -> Step.valueOf(row.getString("step"))),
        counts(PLACED, row -> instant(row), since),
        ended(since),
        lag());
  }

  private <K> Map<K, Long> counts(String sql, Key<K> key, Object... arguments) {
    var counts = new HashMap<K, Long>();
    jdbc.query(
        sql,
        row -> {
          counts.put(key.of(row), row.getLong("orders"));
        },
        arguments);
    return counts;
  }

  private Ended ended(OffsetDateTime since) {
    var reading = new EndedRows();
    jdbc.query(ENDED, reading::add, since, since);
    return reading.ended();
  }

  private @Nullable Long lag() {
    var position = head.position();
    return views.stream()
        .flatMap(view -> segments.of(view, position).stream())
        .map(SegmentStatus::lag)
        .filter(Objects::nonNull)
        .max(Long::compare)
        .orElse(null);
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getObject("minute", OffsetDateTime.class).toInstant();
  }

  /** What a row is counted under. */
  @FunctionalInterface
  private interface Key<K> {
    K of(ResultSet row) throws SQLException;
  }

  /** The groups of orders that ended, each in its place. */
  private static final class EndedRows {

    private final Map<CancellationReason, Long> reasons = new EnumMap<>(CancellationReason.class);
    private final Map<Instant, Taken> completedByMinute = new HashMap<>();
    private final Map<Instant, Long> cancelledByMinute = new HashMap<>();
    private boolean complete = true;
    private Taken completed = Taken.NONE;
    private long cancelled;

    void add(ResultSet row) throws SQLException {
      complete = row.getBoolean("complete");
      boolean ofMinute = row.getInt("any_minute") == 0;
      boolean ofReason = row.getInt("any_reason") == 0;
      if (row.getString("status").equals(OrderStatus.COMPLETED.name())) {
        addCompleted(row, ofMinute, ofReason);
      } else {
        addCancelled(row, ofMinute, ofReason);
      }
    }

    private void addCompleted(ResultSet row, boolean ofMinute, boolean ofReason)
        throws SQLException {
      var quantiles = (Double[]) row.getArray("quantiles").getArray();
      var taken = Taken.of(row.getLong("orders"), List.of(quantiles));
      if (ofMinute) {
        completedByMinute.put(instant(row), taken);
      } else if (!ofReason) {
        completed = taken;
      }
    }

    private void addCancelled(ResultSet row, boolean ofMinute, boolean ofReason)
        throws SQLException {
      long orders = row.getLong("orders");
      var reason = row.getString("cancellation_reason");
      if (ofMinute) {
        cancelledByMinute.put(instant(row), orders);
      } else if (!ofReason) {
        cancelled = orders;
      } else if (reason != null) {
        reasons.put(CancellationReason.valueOf(reason), orders);
      }
    }

    Ended ended() {
      return new Ended(
          complete, completed, cancelled, reasons, completedByMinute, cancelledByMinute);
    }
  }
}
