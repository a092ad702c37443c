package io.orderflow.views.replay;

import io.orderflow.engine.database.LongTransactions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rows that a replay builds, {@code order_view_next}, beside those that are read, {@code
 * order_view}; and the dead letters from before it.
 */
@Component
class ShadowTable {

  /** The only processor that can write to the shadow table. */
  static final String PROCESSOR = "order-views";

  /** The limit of the comparison. */
  static final Duration COMPARISON = Duration.ofMinutes(10);

  /** The columns of a table as one text. */
  private static final String COLUMNS =
      """
      (select string_agg(attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull, ', ' order by attname)
       from pg_attribute where attrelid = to_regclass('views.%s') and attnum > 0 and not attisdropped)""";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final LongTransactions longTransactions;

  ShadowTable(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactionManager,
      LongTransactions longTransactions) {
    this.jdbc = jdbc;
    this.transactions = new TransactionTemplate(transactionManager);
    this.longTransactions = longTransactions;
  }

  /**
   * Runs the work in one transaction while no batch of the projection is under way on any node.
   * Batches lock in the same order; later ones wait, readers do not.
   *
   * @throws org.springframework.dao.PessimisticLockingFailureException if the locks are not granted
   *     within two seconds
   */
  <T extends @Nullable Object> T alone(Supplier<T> work) {
    return transactions.execute(
        _ -> {
          jdbc.execute("set local lock_timeout = '2s'");
          jdbc.execute("lock table views.dead_letter in exclusive mode");
          jdbc.execute("lock table views.rebuilding in access exclusive mode");
          return work.get();
        });
  }

  /** Creates the empty shadow table; the dead letters are kept for a cancellation. */
  void create(String processor) {
    jdbc.execute("drop table if exists views.order_view_next");
    String settings =
        jdbc.queryForObject(
            "select array_to_string(reloptions, ', ') from pg_class where oid = 'views.order_view'::regclass",
            String.class);
    jdbc.execute(
        "create table views.order_view_next (like views.order_view including all)"
            + (settings == null ? "" : " with (" + settings + ")"));
    copyLetters("views.dead_letter", "views.dead_letter_before_replay", processor);
  }

  /** Drops the shadow table and restores the dead letters. */
  void discard(String processor) {
    jdbc.execute("drop table if exists views.order_view_next");
    copyLetters("views.dead_letter_before_replay", "views.dead_letter", processor);
    forgetLetters(processor);
  }

  /**
   * Replaces the table that is read. Readers wait while two names change; if a long read holds the
   * table, this fails and does not hold up the others.
   */
  void swap(String processor) {
    jdbc.execute("set local lock_timeout = '200ms'");
    var indexes =
        jdbc.queryForList(
            """
            select format('alter index views.%I rename to %I', built.relname, now_read.relname)
            from pg_index b join pg_class built on built.oid = b.indexrelid
            join pg_index r on r.indrelid = 'views.order_view'::regclass
            join pg_class now_read on now_read.oid = r.indexrelid
            where b.indrelid = 'views.order_view_next'::regclass
            and replace(replace(pg_get_indexdef(b.indexrelid), built.relname, ''), 'order_view_next', '')
              = replace(replace(pg_get_indexdef(r.indexrelid), now_read.relname, ''), 'order_view', '')
            """,
            String.class);
    jdbc.execute("drop table views.order_view");
    jdbc.execute("alter table views.order_view_next rename to order_view");
    indexes.forEach(jdbc::execute);
    forgetSearched(processor);
    forgetLetters(processor);
  }

  /** Whether both tables have the same columns: another version may have migrated one. */
  boolean fits() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select %s = %s"
                .formatted(COLUMNS.formatted("order_view"), COLUMNS.formatted("order_view_next")),
            Boolean.class));
  }

  /**
   * Counts the orders that would be older than now, or missing, without a dead letter. Reads every
   * row.
   */
  long wouldBeOlder(String processor) {
    return longTransactions.within(
        COMPARISON,
        () ->
            Objects.requireNonNull(
                jdbc.queryForObject(
                    """
                    select count(*) from views.order_view o
                    left join views.order_view_next n on n.order_id = o.order_id and n.version >= o.version
                    where n.order_id is null and not exists (
                      select from views.dead_letter d where d.processor_name = ? and d.aggregate_id = o.order_id::text)
                    """,
                    Long.class,
                    processor)));
  }

  /**
   * What is searched has no order that is not read: those whose first events wait as dead letters.
   */
  private void forgetSearched(String processor) {
    jdbc.update(
        """
        delete from views.order_search s using views.dead_letter d
        where d.processor_name = ? and s.order_id = d.aggregate_id::uuid
        and not exists (select from views.order_view v where v.order_id = s.order_id)
        """,
        processor);
  }

  private void copyLetters(String from, String to, String processor) {
    jdbc.update("delete from %s where processor_name = ?".formatted(to), processor);
    jdbc.update(
        "insert into %s select * from %s where processor_name = ?".formatted(to, from), processor);
  }

  private void forgetLetters(String processor) {
    jdbc.update("delete from views.dead_letter_before_replay where processor_name = ?", processor);
  }
}
