package io.orderflow.views.replay;

import io.orderflow.engine.database.LongTransactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The tables that a replay fills, such as {@code order_view_next}, beside those that are read, such
 * as {@code order_view}. Methods join the caller's transaction.
 */
@Component
class ShadowTables {

  private static final List<String> TABLES = List.of("order_view", "order_search");

  /** The columns of a table as one text. */
  private static final String COLUMNS =
      """
      (select string_agg(attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull, ', ' order by attname)
       from pg_attribute where attrelid = to_regclass('views.%s') and attnum > 0 and not attisdropped)""";

  /** Of one index. */
  private static final Duration INDEXING = Duration.ofMinutes(10);

  private final JdbcTemplate jdbc;
  private final LongTransactions transactions;

  ShadowTables(JdbcTemplate jdbc, LongTransactions transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /** The definition of an index without its own and its table's name. */
  private static final String DEFINITION = "substring(pg_get_indexdef(%s) from ' USING .*')";

  /** Creates them empty, and without the indexes that are only read. */
  void create() {
    drop();
    TABLES.forEach(this::create);
  }

  void drop() {
    TABLES.forEach(table -> jdbc.execute("drop table if exists views.%s_next".formatted(table)));
  }

  /** Whether both tables have the same columns: another version may have migrated one. */
  boolean fit() {
    return TABLES.stream()
        .allMatch(
            table ->
                Boolean.TRUE.equals(
                    jdbc.queryForObject(
                        "select %s = %s"
                            .formatted(
                                COLUMNS.formatted(table), COLUMNS.formatted(table + "_next")),
                        Boolean.class)));
  }

  /**
   * Creates the indexes that are still missing: filled at once, they cost a fraction of what they
   * would with every batch. Batches wait meanwhile.
   */
  void index() {
    TABLES.stream()
        .flatMap(table -> missingIndexes(table).stream())
        .forEach(
            statement ->
                transactions.within(
                    INDEXING,
                    () -> {
                      jdbc.execute(statement);
                      return null;
                    }));
  }

  /**
   * Replaces the tables that are read. Readers wait while some names change; if a long read holds a
   * table, this fails and does not hold up the others.
   */
  void swap() {
    jdbc.execute("set local lock_timeout = '200ms'");
    var renames = new ArrayList<String>();
    for (var table : TABLES) {
      renames.add("drop table views." + table);
      renames.add("alter table views.%1$s_next rename to %1$s".formatted(table));
      renames.addAll(indexNames(table));
    }
    renames.forEach(jdbc::execute);
  }

  private void create(String table) {
    String settings =
        jdbc.queryForObject(
            "select array_to_string(reloptions, ', ') from pg_class where oid = 'views.%s'::regclass"
                .formatted(table),
            String.class);
    jdbc.execute(
        "create table views.%1$s_next (like views.%1$s including all excluding indexes)"
                .formatted(table)
            + (settings == null ? "" : " with (" + settings + ")"));
    jdbc.queryForList(
            """
            select format('alter table views.%1$s_next add %%s', pg_get_constraintdef(oid))
            from pg_constraint where conrelid = 'views.%1$s'::regclass and conindid <> 0"""
                .formatted(table),
            String.class)
        .forEach(jdbc::execute);
  }

  /**
   * Statements that create what the table that is read has and the other one has not. Two nodes
   * that come to do so at once give an index the same name, and it is created once.
   */
  private List<String> missingIndexes(String table) {
    return jdbc.queryForList(
        """
        select format('create %%s if not exists %%I on views.%1$s_next %%s',
          case when r.indisunique then 'unique index' else 'index' end, named.relname || '_next', %2$s)
        from pg_index r join pg_class named on named.oid = r.indexrelid
        where r.indrelid = 'views.%1$s'::regclass and not exists (
          select from pg_index b where b.indrelid = 'views.%1$s_next'::regclass and %3$s = %2$s)"""
            .formatted(
                table, DEFINITION.formatted("r.indexrelid"), DEFINITION.formatted("b.indexrelid")),
        String.class);
  }

  /** Statements that give the new indexes the names of those that have the same definition. */
  private List<String> indexNames(String table) {
    return jdbc.queryForList(
        """
        select format('alter index views.%%I rename to %%I', built.relname, now_read.relname)
        from pg_index b join pg_class built on built.oid = b.indexrelid
        join pg_index r on r.indrelid = 'views.%1$s'::regclass and %3$s = %2$s
        join pg_class now_read on now_read.oid = r.indexrelid
        where b.indrelid = 'views.%1$s_next'::regclass"""
            .formatted(
                table, DEFINITION.formatted("r.indexrelid"), DEFINITION.formatted("b.indexrelid")),
        String.class);
  }
}
