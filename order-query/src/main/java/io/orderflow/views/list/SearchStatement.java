package io.orderflow.views.list;

import io.orderflow.api.OrderId;
import io.orderflow.views.list.OrderSort.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search. The hits come in ranks: first orders whose reference or tracking number is
 * what was typed, then those of the customer with this id, then those that have all its words, then
 * those that have words beginning so. Within a rank the newest are first.
 *
 * <p>Orders are found by words in two ways, one after the other, because how many there are is not
 * known before. A word that many orders have is among the newest few thousand often enough to fill
 * a page. A word that few have is found by the inverted index, which gives all hits and leaves them
 * to be sorted.
 */
final class SearchStatement {

  /** As many as are read in the time in which the index gives a few thousand hits. */
  private static final int NEWEST = 4_000;

  private static final int IDENTIFIER = 0;
  private static final int CUSTOMER = 1;
  private static final int WORDS = 2;
  private static final int BEGINNINGS = 3;

  private static final String MATCHED =
      """
      array_remove(array[
        case when views.words((select string_agg(item ->> 'name', ' ')
            from jsonb_array_elements(v.state #> '{placed,items}') as item)) @@ terms.any_word
          then 'items.name' end,
        case when views.words((select string_agg(item ->> 'sku', ' ')
            from jsonb_array_elements(v.state #> '{placed,items}') as item)) @@ terms.any_word
          then 'items.sku' end,
        case when views.words(v.state #>> '{placed,number}') @@ terms.any_word then 'number' end,
        case when views.words((select string_agg(value, ' ')
            from jsonb_each_text(v.state #> '{placed,labels}'))) @@ terms.any_word
          then 'labels' end,
        case when views.words(v.reference) @@ terms.any_word then 'reference' end,
        case when views.words(v.customer_id) @@ terms.any_word then 'customerId' end,
        case when views.words(v.state #>> '{progress,shipment,trackingNumber}') @@ terms.any_word
          then 'shipment.trackingNumber' end], null)""";

  private final SearchText search;
  private final Sql identifier;
  private final Sql customer;
  private final int rows;
  private final Sql filters;
  private final List<Sql> alongCreation;
  private final String orders;

  SearchStatement(SearchText search, int rows, Map<OrderFilter, Sql> filters) {
    this.search = search;
    this.rows = rows;
    this.filters = Sql.all(filters.values());
    this.alongCreation =
        filters.entrySet().stream()
            .filter(each -> each.getKey().isAlongCreation())
            .map(Map.Entry::getValue)
            .toList();
    this.identifier =
        Sql.of(
            "s.document @@ ?::tsquery",
            Stream.of("number", "reference", "trackingNumber")
                .map(name -> Sql.key(name, search.text()))
                .collect(Collectors.joining("|")));
    this.customer = Sql.of("s.customer_id = ?", search.text());
    // The row in order_view is large: it is fetched for a hit only if a filter asks for it.
    this.orders =
        this.filters.text().contains("v.")
            ? "views.order_search s join views.order_view v on v.order_id = s.order_id"
            : "views.order_search s";
  }

  /**
   * @param cursor null for the first page
   * @param similar whether words that are similar to those typed count as well
   */
  Sql page(@Nullable Cursor cursor, boolean similar) {
    var hits = new ArrayList<Sql>();
    int first = cursor != null ? cursor.rank() : similar ? BEGINNINGS : IDENTIFIER;
    for (int rank = first; rank <= BEGINNINGS; rank++) {
      var after =
          cursor != null && cursor.rank() == rank
              ? Order.NEWEST_FIRST.after(cursor.position())
              : Sql.TRUE;
      hits.addAll(hits(rank, match(rank, similar), after));
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
        select count(*) from (select from %s
          where s.document @@ (select beginnings from terms) and %s limit %s) as found
        """,
        words(), Sql.of(Boolean.toString(similar)), Sql.of(orders), filters, limit());
  }

  private Sql match(int rank, boolean similar) {
    if (similar) {
      return Sql.of("s.document @@ (select beginnings from terms)");
    }
    return switch (rank) {
      case IDENTIFIER -> identifier;
      case CUSTOMER -> Sql.join("%s and not %s", customer, identifier);
      case WORDS ->
          Sql.join(
              "s.document @@ (select whole_words from terms) and not %s and not %s",
              customer, identifier);
      default ->
          Sql.join(
              """
              s.document @@ (select beginnings from terms)
              and not s.document @@ (select whole_words from terms) and not %s and not %s\
              """,
              customer, identifier);
    };
  }

  private List<Sql> hits(int rank, Sql match, Sql after) {
    return switch (rank) {
      case IDENTIFIER -> List.of(sorted(rank, match, after));
      case CUSTOMER -> List.of(along(rank, Sql.of(orders), match, after));
      default ->
          List.of(
              along(rank, amongNewest(after), match, Sql.TRUE),
              sorted(rank, match, olderThanNewest(after)));
    };
  }

  /** Read along an index of the order of creation, until there are enough. */
  private Sql along(int rank, Sql from, Sql match, Sql after) {
    return Sql.join(
        "(select %s as rank, s.order_id, s.created_at as key from %s where %s and %s and %s"
            + " order by s.created_at desc, s.order_id desc limit %s)",
        Sql.of(Integer.toString(rank)), from, match, after, filters, limit());
  }

  /** Fetched first and sorted then: {@code offset 0} keeps the planner from doing both at once. */
  private Sql sorted(int rank, Sql match, Sql after) {
    return Sql.join(
        "(select %s as rank, hits.order_id, hits.key from (select s.order_id, s.created_at as key"
            + " from %s where %s and %s and %s offset 0) as hits"
            + " order by hits.key desc, hits.order_id desc limit %s)",
        Sql.of(Integer.toString(rank)), Sql.of(orders), match, after, filters, limit());
  }

  private Sql amongNewest(Sql after) {
    return Sql.join(
        "(select s.* %s limit %s) " + orders.replace("views.order_search ", ""),
        newest(after),
        Sql.of(Integer.toString(NEWEST)));
  }

  private Sql olderThanNewest(Sql after) {
    return Sql.join(
        "(s.created_at, s.order_id) < (select s.created_at, s.order_id %s offset %s limit 1)",
        newest(after), Sql.of(Integer.toString(NEWEST - 1)));
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
