package io.orderflow.views.check;

import io.orderflow.api.OrderId;
import io.orderflow.engine.processors.ClaimIdentity;
import io.orderflow.views.check.CheckStatus.State;
import io.orderflow.views.status.RowDifference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Stores the checks, how far each is, and the first of the differences it found. */
@Component
class CheckStore {

  /** Of older checks nothing is kept. */
  static final int MOST_CHECKS = 20;

  /** Further differences of a check are only counted. */
  static final int MOST_DIFFERENCES = 100;

  /** After this another node takes over; a step takes far less. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final String node;

  CheckStore(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactionManager,
      Clock clock,
      ClaimIdentity identity) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactionManager);
    this.clock = clock;
    this.node = identity.node();
  }

  /**
   * Begins a check, unless one is running.
   *
   * @throws org.springframework.dao.DuplicateKeyException if one is
   */
  ViewCheck begin(String projection, long orders, long target) {
    return Objects.requireNonNull(
        transactions.execute(
            _ -> {
              jdbc.update(
                  """
                  delete from views.view_check where check_id <=
                    (select max(check_id) from views.view_check) - ? and state <> 'RUNNING'""",
                  MOST_CHECKS - 1);
              return one(
                      """
                      insert into views.view_check
                        (projection, state, orders, last_order, target, leased_until, started_at)
                      values (?, 'RUNNING', ?, ?, ?, now(), ?) returning *""",
                      projection,
                      orders,
                      new UUID(0, 0),
                      target,
                      now())
                  .orElseThrow();
            }));
  }

  Optional<ViewCheck> newest() {
    return one("select * from views.view_check order by check_id desc limit 1");
  }

  Optional<ViewCheck> find(long id) {
    return one("select * from views.view_check where check_id = ?", id);
  }

  Optional<ViewCheck> running(String projection) {
    return one(
        "select * from views.view_check where projection = ? and state = 'RUNNING'", projection);
  }

  /** The running check, if it is this node's, or its node has left it. */
  Optional<ViewCheck> claim() {
    return one(
        """
        update views.view_check set owner = ?, leased_until = now() + ? * interval '1 second'
        where state = 'RUNNING' and (owner = ? or leased_until <= now()) returning *""",
        node,
        LEASE.toSeconds(),
        node);
  }

  /** Rows were compared; nothing is stored of a check that was ended or taken over. */
  void compared(ViewCheck check, ComparedOrders done) {
    transactions.executeWithoutResult(
        _ -> {
          int updated =
              jdbc.update(
                  """
                  update views.view_check set last_order = ?, checked = checked + ?,
                    rows_done = ?, differing = differing + ?
                  where check_id = ? and state = 'RUNNING' and owner = ?""",
                  done.last(),
                  done.count(),
                  done.isEnd(),
                  done.differences().size(),
                  check.id(),
                  node);
          if (updated == 1) {
            keep(check, done.differences());
            setAside(check, done.late());
            jdbc.update(
                "delete from views.view_check_late where check_id = ? and order_id = any(?)",
                check.id(),
                done.settled().stream().map(OrderId::value).toArray(UUID[]::new));
          }
        });
  }

  /** Rows that lacked an event and are to be compared again, with that event. */
  Map<OrderId, Long> setAside(long id) {
    var late = new LinkedHashMap<OrderId, Long>();
    jdbc.query(
        "select order_id, event from views.view_check_late where check_id = ?",
        row -> {
          late.put(new OrderId(row.getObject("order_id", UUID.class)), row.getLong("event"));
        },
        id);
    return late;
  }

  private void setAside(ViewCheck check, List<RowDifference> late) {
    jdbc.batchUpdate(
        "insert into views.view_check_late (check_id, order_id, event) values (?, ?, ?)",
        late.stream()
            .map(each -> new Object[] {check.id(), each.orderId().value(), each.event()})
            .toList());
  }

  /** The search for orders without a row begins, or begins anew after a change of the node. */
  void searchAnew(ViewCheck check) {
    transactions.executeWithoutResult(
        _ -> {
          jdbc.update(
              "update views.view_check set position = -1, missing = 0 where check_id = ?",
              check.id());
          jdbc.update(
              "delete from views.view_difference where check_id = ? and kind = ?",
              check.id(),
              RowDifference.Kind.NO_ROW.name());
        });
  }

  void searched(ViewCheck check, long position, List<RowDifference> missing) {
    transactions.executeWithoutResult(
        _ -> {
          int updated =
              jdbc.update(
                  """
                  update views.view_check set position = ?, missing = missing + ?
                  where check_id = ? and state = 'RUNNING' and owner = ?""",
                  position,
                  missing.size(),
                  check.id(),
                  node);
          if (updated == 1) {
            keep(check, missing);
          }
        });
  }

  /** False if it has ended before. */
  boolean end(long id, State state) {
    return jdbc.update(
            """
            update views.view_check set state = ?, ended_at = ?, owner = null
            where check_id = ? and state = 'RUNNING'""",
            state.name(),
            now(),
            id)
        == 1;
  }

  List<RowDifference> differences(long id) {
    return jdbc.query(
        """
        select order_id, kind, event, detail from views.view_difference
        where check_id = ? order by order_id""",
        (row, _) ->
            new RowDifference(
                new OrderId(row.getObject("order_id", UUID.class)),
                RowDifference.Kind.valueOf(row.getString("kind")),
                row.getLong("event"),
                row.getString("detail")),
        id);
  }

  private void keep(ViewCheck check, List<RowDifference> differences) {
    for (var each : differences) {
      jdbc.update(
          """
          insert into views.view_difference (check_id, order_id, kind, event, detail)
          select ?, ?, ?, ?, left(?, 500)
          where (select count(*) from views.view_difference where check_id = ?) < ?
          on conflict do nothing""",
          check.id(),
          each.orderId().value(),
          each.kind().name(),
          each.event(),
          each.detail(),
          check.id(),
          MOST_DIFFERENCES);
    }
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private Optional<ViewCheck> one(String sql, Object... parameters) {
    return jdbc.query(sql, (row, _) -> check(row), parameters).stream().findFirst();
  }

  private static ViewCheck check(ResultSet row) throws SQLException {
    return new ViewCheck(
        row.getLong("check_id"),
        row.getString("projection"),
        State.valueOf(row.getString("state")),
        row.getLong("orders"),
        row.getLong("checked"),
        row.getObject("last_order", UUID.class),
        row.getBoolean("rows_done"),
        row.getLong("target"),
        row.getLong("position"),
        row.getLong("differing"),
        row.getLong("missing"),
        Objects.requireNonNull(instant(row, "started_at")),
        instant(row, "ended_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /**
   * Rows that were compared.
   *
   * @param count of rows that were compared for the first time
   * @param isEnd whether there are no more
   * @param late rows that lack an event and are to be compared again
   * @param settled orders that were compared again
   */
  record ComparedOrders(
      int count,
      UUID last,
      boolean isEnd,
      List<RowDifference> differences,
      List<RowDifference> late,
      List<OrderId> settled) {

    ComparedOrders {
      differences = List.copyOf(differences);
      late = List.copyOf(late);
      settled = List.copyOf(settled);
    }
  }
}
