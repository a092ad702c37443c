package io.orderflow.bulk;

import io.orderflow.bulk.BulkOperationRequest.Checked;
import io.orderflow.views.list.Sql;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.request.IdempotencyKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Selects the orders of an operation, all in one statement, and stores them with it. From then on
 * they are its orders, whatever matches the filter later.
 */
@Component
class BulkPreview {

  static final int MOST_ORDERS = 10_000;

  /** Of ended operations, and of previews; older ones are dropped when another one is made. */
  static final int MOST_KEPT = 20;

  static final Duration KEPT_FOR = Duration.ofDays(30);

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final JsonMapper JSON = new JsonMapper();

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  BulkPreview(DataSource dataSource, PlatformTransactionManager transactionManager) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jdbc.setQueryTimeout((int) PATIENCE.toSeconds());
    this.transactions = new TransactionTemplate(transactionManager);
  }

  /**
   * @param by the name of the operator; null where callers are not known
   * @param key null where the request is not to be recognized again
   * @throws ProblemException if there are more than {@link #MOST_ORDERS}, or the key belongs to
   *     another request
   */
  Made make(Checked request, @Nullable String by, @Nullable IdempotencyKey key) {
    return Objects.requireNonNull(
        transactions.execute(
            _ -> {
              forget();
              var id = insert(request, by, key);
              return id == null
                  ? repeated(request, by, Objects.requireNonNull(key))
                  : new Made(select(id, request), false);
            }));
  }

  private void forget() {
    jdbc.update(
        """
        delete from views.bulk_operation where operation_id in (
          select operation_id from (
            select operation_id, created_at,
              row_number() over (partition by state = 'PREVIEWED' order by operation_id desc) as place
            from views.bulk_operation where state not in ('RUNNING', 'PAUSED')) as kept
          where place >= ? or created_at < now() - ? * interval '1 second')""",
        MOST_KEPT,
        KEPT_FOR.toSeconds());
  }

  /** Null if the key was used before; waits for a concurrent request that uses it. */
  private @Nullable Long insert(
      Checked request, @Nullable String by, @Nullable IdempotencyKey key) {
    return jdbc
        .queryForList(
            """
            insert into views.bulk_operation
              (action, filter, outcome, note, orders, state, created_by, created_at, key_hash, request)
            values (?, ?::jsonb, ?, ?, 0, 'PREVIEWED', ?, now(), sha256(convert_to(?, 'UTF8')), ?)
            on conflict do nothing returning operation_id""",
            Long.class,
            request.action().name(),
            JSON.writeValueAsString(request.filter()),
            request.outcome() == null ? null : request.outcome().name(),
            request.note(),
            name(by),
            key == null ? null : key.value(),
            key == null ? null : text(request))
        .stream()
        .findFirst()
        .orElse(null);
  }

  private Made repeated(Checked request, @Nullable String by, IdempotencyKey key) {
    return jdbc.query(
            """
            select operation_id, request from views.bulk_operation
            where created_by = ? and key_hash = sha256(convert_to(?, 'UTF8'))""",
            (row, _) -> {
              if (!row.getString("request").equals(text(request))) {
                throw ProblemException.of(
                    GeneralProblemCode.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key belongs to another request; repeat that one as it was, or"
                        + " send a new key.");
              }
              return new Made(row.getLong("operation_id"), true);
            },
            name(by),
            key.value())
        .getFirst();
  }

  private long select(long id, Checked request) {
    int orders =
        Objects.requireNonNullElse(
            jdbc.execute(selecting(id, request).prepared(), statement -> statement.executeUpdate()),
            0);
    if (orders > MOST_ORDERS) {
      throw ProblemException.of(
              BulkProblemCode.TOO_MANY_ORDERS,
              "One operation takes at most %d orders. Narrow the filter, by createdBefore for instance, and make several."
                  .formatted(MOST_ORDERS))
          .with("limit", MOST_ORDERS);
    }
    jdbc.update("update views.bulk_operation set orders = ? where operation_id = ?", orders, id);
    return id;
  }

  static Sql selecting(long id, Checked request) {
    var limit = Sql.of("?", MOST_ORDERS + 1);
    return request.action().answersAttentions()
        ? Sql.join(
            """
            insert into views.bulk_operation_order (operation_id, order_id, attentions)
            select %s, v.order_id, jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
              'step', raised -> 'step', 'chargeId', raised -> 'chargeId', 'version', raised -> 'version')))
            from %s group by v.order_id limit %s""",
            Sql.of("?", id), request.orders().attentions(), limit)
        : Sql.join(
            """
            insert into views.bulk_operation_order (operation_id, order_id)
            select %s, v.order_id from %s limit %s""",
            Sql.of("?", id), request.orders().rows(), limit);
  }

  private static String name(@Nullable String by) {
    return by == null ? "" : by;
  }

  /** All of it, for comparison. */
  private static String text(Checked request) {
    return JSON.writeValueAsString(
        List.of(
            request.action().word(),
            request.filter(),
            request.outcome() == null ? "" : request.outcome().name(),
            request.note()));
  }

  /**
   * @param repeated whether an earlier request with the same key has made it
   */
  record Made(long id, boolean repeated) {}
}
