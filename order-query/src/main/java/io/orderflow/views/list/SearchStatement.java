package io.orderflow.views.list;

import io.orderflow.api.OrderId;
import io.orderflow.views.list.OrderSort.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search. The hits come in ranks: first orders that have what was typed as an
 * identifier, then those that have all its words, then those that have words beginning so. Within a
 * rank the newest are first.
 *
 * <p>The orders of a rank are found in two ways, one after the other, since nobody knows before how
 * many there are. A word that many orders have is among the newest few thousand often enough to
 * fill a page. A word that few have is found by the inverted index, which gives all hits and leaves
 * them to be sorted.
 */
final class SearchStatement {

  /** As many as are read in the time in which the index gives a few thousand hits. */
  private static final int NEWEST = 4_000;

  private static final int IDENTIFIERS = 0;
  private static final int WORDS = 1;
  private static final int BEGINNINGS = 2;

  private static final String MATCHED =
      """
      array_remove(array[
        case when views.words((select string_agg(item ->> 'name', ' ')
            from jsonb_array_elements(v.state #> '{placed,items}') as item)) @@ terms.any_word
          then 'items.name' end,
        case when views.words((select string_agg(item ->> 'sku', ' ')
            from jsonb_array_elements(v.state #> '{placed,items}') as item)) @@ terms.any_word
          then 'items.sku' end,
        case when views.words(v.reference) @@ terms.any_word then 'reference' end,
        case when views.words(v.customer_id) @@ terms.any_word then 'customerId' end,
        case when views.words(v.state #>> '{progress,shipment,trackingNumber}') @@ terms.any_word
          then 'shipment.trackingNumber' end], null)""";

  private final SearchText search;
  private final Sql identifiers;
  private final int rows;
  private final Sql filters;
  private final List<Sql> alongCreation;

  SearchStatement(SearchText search, int rows, Map<OrderFilter, Sql> filters) {
    this.search = search;
    this.rows = rows;
    this.filters = Sql.all(filters.values());
    this.alongCreation =
        filters.entrySet().stream()
            .filter(each -> each.getKey().isAlongCreation())
            .map(Map.Entry::getValue)
            .toList();
    this.identifiers =
        Sql.of(
            "?::tsquery",
            String.join(
                "|",
                Stream.of("customerId", "reference", "trackingNumber")
                    .map(name -> Sql.key(name, search.text()))
                    .toList()));
  }

  /**
   * @param cursor null for the first page
   * @param similar whether words that are similar to those typed count as well
   */
  Sql page(@Nullable Cursor cursor, boolean similar) {
    var hits = new ArrayList<Sql>();
    int first = cursor != null ? cursor.rank() : similar ? BEGINNINGS : IDENTIFIERS;
    for (int rank = first; rank <= BEGINNINGS; rank++) {
      var after =
          cursor != null && cursor.rank() == rank
              ? Order.NEWEST_FIRST.after(cursor.position())
              : Sql.TRUE;
      var match = match(rank, similar);
      hits.add(amongNewest(rank, match, after));
      hits.add(amongOlder(rank, match, after));
    }
    return Sql.join(
        """
        with terms as materialized (select * from views.search_terms(%s, %s)),
        page as (%s limit %s)
        """
            + SummaryRow.select(MATCHED)
            + ", terms order by page.rank, page.key desc, page.order_id desc",
        words(),
        Sql.of(Boolean.toString(similar)),
        Sql.separated(" union all ", hits),
        limit());
  }

  /** The order with this id. */
  static Sql byId(OrderId orderId, Map<OrderFilter, Sql> filters) {
    return Sql.join(
        "with page as (select 0 as rank, s.order_id, s.created_at as key from views.order_search s"
            + " join views.order_view v on v.order_id = s.order_id where s.order_id = %s and %s) "
            + SummaryRow.select("array['orderId']"),
        Sql.of("?", orderId.value()),
        Sql.all(filters.values()));
  }

  /** How many orders there are, up to the number of rows. */
  Sql count(boolean similar) {
    return Sql.join(
        """
        with terms as materialized (select * from views.search_terms(%s, %s))
        select count(*) from (select from views.order_search s
          join views.order_view v on v.order_id = s.order_id
          where s.document @@ (select beginnings from terms) and %s limit %s) as found
        """,
        words(), Sql.of(Boolean.toString(similar)), filters, limit());
  }

  private Sql match(int rank, boolean similar) {
    if (similar) {
      return Sql.of("s.document @@ (select beginnings from terms)");
    }
    return switch (rank) {
      case IDENTIFIERS -> Sql.join("s.document @@ %s", identifiers);
      case WORDS ->
          Sql.join(
              "s.document @@ (select whole_words from terms) and not s.document @@ %s",
              identifiers);
      default ->
          Sql.join(
              """
              s.document @@ (select beginnings from terms)
              and not s.document @@ (select whole_words from terms) and not s.document @@ %s\
              """,
              identifiers);
    };
  }

  private Sql amongNewest(int rank, Sql match, Sql after) {
    return Sql.join(
        "(select %s as rank, s.order_id, s.created_at as key from (select s.* %s limit %s) s"
            + " join views.order_view v on v.order_id = s.order_id"
            + " where %s and %s order by s.created_at desc, s.order_id desc limit %s)",
        Sql.of(Integer.toString(rank)),
        newest(after),
        Sql.of(Integer.toString(NEWEST)),
        match,
        filters,
        limit());
  }

  /** The hits are fetched first and sorted then: {@code offset 0} keeps the planner from both. */
  private Sql amongOlder(int rank, Sql match, Sql after) {
    return Sql.join(
        "(select %s as rank, older.order_id, older.key from ("
            + "select s.order_id, s.created_at as key from views.order_search s"
            + " join views.order_view v on v.order_id = s.order_id"
            + " where (s.created_at, s.order_id) < (select s.created_at, s.order_id %s offset %s limit 1)"
            + " and %s and %s offset 0) as older"
            + " order by older.key desc, older.order_id desc limit %s)",
        Sql.of(Integer.toString(rank)),
        newest(after),
        Sql.of(Integer.toString(NEWEST - 1)),
        match,
        filters,
        limit());
  }

  private Sql newest(Sql after) {
    var conditions = new ArrayList<>(alongCreation);
    conditions.add(after);
    return Sql.join(
        "from views.order_search s where %s order by s.created_at desc, s.order_id desc",
        Sql.all(conditions));
  }

  private Sql limit() {
    return Sql.of("?", rows);
  }

  private Sql words() {
    return Sql.of("?", (Object) search.words().toArray(String[]::new));
  }
}
