package io.orderflow.views.replay;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The tables that a replay fills, such as {@code order_view_next}, beside those that are read, such
 * as {@code order_view}. All methods join the caller's transaction.
 */
@Component
class ShadowTables {

  private static final List<String> TABLES = List.of("order_view", "order_search");

  /** The columns of a table as one text. */
  private static final String COLUMNS =
      """
      (select string_agg(attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull, ', ' order by attname)
       from pg_attribute where attrelid = to_regclass('views.%s') and attnum > 0 and not attisdropped)""";

  private final JdbcTemplate jdbc;

  ShadowTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Creates them empty. */
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
        "create table views.%1$s_next (like views.%1$s including all)".formatted(table)
            + (settings == null ? "" : " with (" + settings + ")"));
  }

  /** Statements that give the new indexes the names of those that have the same definition. */
  private List<String> indexNames(String table) {
    return jdbc.queryForList(
        """
        select format('alter index views.%%I rename to %%I', built.relname, now_read.relname)
        from pg_index b join pg_class built on built.oid = b.indexrelid
        join pg_index r on r.indrelid = 'views.%1$s'::regclass
        join pg_class now_read on now_read.oid = r.indexrelid
        where b.indrelid = 'views.%1$s_next'::regclass
        and replace(replace(pg_get_indexdef(b.indexrelid), built.relname, ''), '%1$s_next', '')
          = replace(replace(pg_get_indexdef(r.indexrelid), now_read.relname, ''), '%1$s', '')
        """
            .formatted(table),
        String.class);
  }
}
