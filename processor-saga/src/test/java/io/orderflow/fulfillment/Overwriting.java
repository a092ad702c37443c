package io.orderflow.fulfillment;

/**
 * Detects rows that were written from an older state: the turn goes back, or the document changes
 * within a turn. A late failure alone is recorded within a turn.
 */
final class Overwriting {

  private Overwriting() {}

  static void isWatchedFor(FulfillmentNode node) {
    node.sql("create table fulfillment.overwritten (row_id text, was text, became text)");
    node.sql(
        """
        create function fulfillment.overwrite() returns trigger language plpgsql as $$ begin
          insert into fulfillment.overwritten values (new.order_id, old.document, new.document);
          return new;
        end $$""");
    node.sql(
        """
        create trigger overwrite before update on fulfillment.fulfillment for each row
        when (new.turn < old.turn or new.turn = old.turn
          and new.document - 'lastFailure' <> old.document - 'lastFailure')
        execute function fulfillment.overwrite()""");
  }

  /** What was overwritten by what; empty if nothing was. */
  static String seen(FulfillmentNode node) {
    return node.text(
        "select coalesce(string_agg(row_id || ': ' || was || ' -> ' || became, E'\\n'), '')"
            + " from fulfillment.overwritten");
  }

  /** Rings of waiting that PostgreSQL had to break. */
  static long deadlocks(FulfillmentNode node) {
    return node.number("select deadlocks from pg_stat_database where datname = current_database()");
  }
}
