package io.orderflow.views.list;

import io.orderflow.views.list.OrderSort.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search. The hits come in ranks: first orders whose id, number, reference or tracking
 * number is what was typed, then those of the customer with this id, then those that have all its
 * words, then those that have words beginning so. Within a rank the newest are first.
 *
 * <p>How many orders have the words is not known in advance. So the statement has steps, each of
 * which runs only if those before it have not filled the page. First the newest few thousand orders
 * are scanned. If some of them match, but too few, the next thousands are scanned too, because the
 * inverted index is slow for frequent words. Otherwise the index is queried; few matches are
 * fetched and sorted. If there are more, those of a span of time with some thousand orders are
 * sorted, and at last all older ones.
 */
final class SearchStatement {

  private static final int NEWEST = 2_000;

  /** So many orders are in the span that is looked through after the newest. */
  private static final int SPAN = 16_000;

  /** With so many hits among the newest, whole words are counted first. */
  private static final int MANY_FROM = 60;

  /**
   * With so many hits among the newest, a ninth of them, as many as are counted are met among the
   * newest {@value #WALKED} orders before the inverted index would have given all.
   */
  private static final int WALKED_FROM = 220;

  private static final int WALKED = 100_000;

  private static final int IDENTIFIER = 0;
  private static final int CUSTOMER = 1;
  private static final int WORDS = 2;
  private static final int BEGINNINGS = 3;

  private static final String MATCHED =
      """
      array_remove(array[
        case when %s then 'orderId' end,
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

  private static final String SEARCHED = OrderTables.SEARCH.from().text();

  private final SearchText search;
  private final String key;
  private final Sql identifier;
  private final Sql customer;
  private final int rows;
  private final Sql filters;
  private final Sql newest;
  private final boolean exceptions;
  private final boolean areNewestFiltered;
  private final boolean spans;
  private final boolean areNearlyAll;
  private final String orders;

  SearchStatement(SearchText search, int rows, Map<OrderFilter, Sql> filters) {
    this.search = search;
    this.rows = rows;
    this.filters = Sql.all(filters.values());
    this.exceptions =
        OrderTables.areExceptions(filters)
            && filters.keySet().stream().noneMatch(OrderFilter::isSearched);
    this.newest = exceptions ? this.filters.ofView() : alongCreation(filters);
    this.areNewestFiltered =
        exceptions || filters.keySet().stream().allMatch(OrderFilter::isAlongCreation);
    this.areNearlyAll =
        filters.entrySet().stream().allMatch(each -> each.getKey().isUsual(each.getValue()));
    this.spans = !exceptions && !filters.containsKey(OrderFilter.CUSTOMER_ID);
    this.key =
        Stream.of("number", "reference", "trackingNumber")
            .map(name -> Sql.key(name, search.text()))
            .collect(Collectors.joining("|"));
    this.identifier = orItsId(Sql.of("s.document @@ ?::tsquery", key));
    this.customer = Sql.of("s.customer_id = ?", search.text());
    // The row in order_view is large: it is fetched for a hit only if a filter asks for it.
    this.orders = this.filters.isAbout("v") ? OrderTables.BOTH.from().text() : SEARCHED;
  }

  private Sql orItsId(Sql condition) {
    return search
        .orderId()
        .map(id -> Sql.join("(%s or s.order_id = %s)", condition, Sql.of("?", id.value())))
        .orElse(condition);
  }

  private Sql isId() {
    return search.orderId().map(id -> Sql.of("v.order_id = ?", id.value())).orElse(Sql.of("false"));
  }

  private static Sql alongCreation(Map<OrderFilter, Sql> filters) {
    return Sql.all(
        filters.entrySet().stream()
            .filter(each -> each.getKey().isAlongCreation())
            .map(Map.Entry::getValue)
            .toList());
  }

  /**
   * @param cursor null for the first page
   * @param similar whether words that are similar to those typed count as well
   */
  Sql page(@Nullable Cursor cursor, boolean similar) {
    var hits = new ArrayList<Sql>();
    var shared = new SharedQueries();
    int first = cursor != null ? cursor.rank() : similar ? BEGINNINGS : IDENTIFIER;
    for (int rank = first; rank <= BEGINNINGS; rank++) {
      var after =
          cursor != null && cursor.rank() == rank
              ? Order.NEWEST_FIRST.after(cursor.position())
              : Sql.TRUE;
      hits.addAll(hits(rank, match(rank, similar), after, shared));
    }
    return Sql.join(
        """
        with terms as materialized (select * from views.search_terms(%s, %s)),
        %spage as (%s limit %s)
        """
            + SummaryRow.select(MATCHED)
            + ", terms order by page.rank, page.key desc, page.order_id desc",
        words(),
        Sql.of(Boolean.toString(similar)),
        shared.definitions(),
        Sql.separated(" union all ", hits),
        limit(),
        isId());
  }

  /** How many orders there are, up to the number of rows. */
  Sql count(boolean similar) {
    var shared = new SharedQueries();
    var matching =
        orItsId(
            Sql.of(
                "s.document @@ (select coalesce(beginnings || ?::tsquery, ?::tsquery) from terms)",
                key,
                key));
    var all = counting(Sql.of(orders), matching);
    var counted = areNearlyAll ? shortest(all, shared) : all;
    return Sql.join(
        """
        with terms as materialized (select * from views.search_terms(%s, %s)),
        %scounted as (%s)
        select hits from counted
        """,
        words(), Sql.of(Boolean.toString(similar)), shared.definitions(), counted);
  }

  /**
   * Many hits are counted on the shortest way: those of whole words, for which the inverted index
   * takes half of the time, or those among the newest orders, where they are most frequent.
   */
  private Sql shortest(Sql all, SharedQueries shared) {
    var beginning = Sql.of("s.document @@ (select beginnings from terms)");
    var whole =
        shared.name(
            counting(Sql.of(orders), Sql.of("s.document @@ (select whole_words from terms)")));
    var sample =
        shared.name(
            Sql.join(
                "select count(*) as hits from %s where %s",
                among(Sql.TRUE, NEWEST, SEARCHED), beginning));
    var walked = shared.name(counting(among(Sql.TRUE, WALKED, orders), beginning));
    return Sql.join(
        """
        select case
          when (select hits from %2$s) >= %4$d and (select hits from %1$s) >= %%s
            then (select hits from %1$s)
          when (select hits from %2$s) >= %5$d and (select hits from %3$s) >= %%s
            then (select hits from %3$s)
          else (%%s) end as hits"""
            .formatted(whole, sample, walked, MANY_FROM, WALKED_FROM),
        limit(),
        limit(),
        all);
  }

  private Sql counting(Sql from, Sql match) {
    return Sql.join(
        "select count(*) as hits from (select from %s where %s and %s limit %s) as found",
        from, match, filters, limit());
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

  private List<Sql> hits(int rank, Sql match, Sql after, SharedQueries shared) {
    return switch (rank) {
      case IDENTIFIER -> List.of(sorted(rank, Sql.of(orders), Sql.join("%s and %s", match, after)));
      case CUSTOMER ->
          List.of(
              along(
                  rank, "s", Sql.of(orders), Sql.join("%s and %s and %s", match, after, filters)));
      default -> hitsOfWords(rank, match, after, shared);
    };
  }

  private List<Sql> hitsOfWords(int rank, Sql match, Sql after, SharedQueries shared) {
    var newest = shared.name(walk(rank, match, after, NEWEST));
    var found = new SearchHits(shared, match, sample(newest, match, after, shared));
    var edge = shared.name(last(NEWEST, after));
    var few = Sql.of(orders.replace(SEARCHED, found.few() + " s"));
    var hits = new ArrayList<Sql>();
    hits.add(Sql.of("(select * from " + newest + ")"));
    hits.add(sorted(rank, few, found.ifFew(edge)));
    if (spans) {
      var older = shared.name(last(NEWEST + SPAN, after));
      var next = Sql.join("%s and %s", after, SearchHits.beyond(edge));
      hits.add(walk(rank, Sql.join("%s and %s", match, found.areFrequent()), next, SPAN));
      hits.add(sorted(rank, Sql.of(orders), found.ifManyBetween(edge, older)));
      edge = older;
    }
    hits.add(sorted(rank, Sql.of(orders), found.ifNotFewBeyond(edge)));
    return hits;
  }

  /** Hits among the newest orders, whether or not they fulfil the filters. */
  private String sample(String newest, Sql match, Sql after, SharedQueries shared) {
    return areNewestFiltered
        ? newest
        : shared.name(
            Sql.join(
                "select from %s where %s limit %s",
                among(after, NEWEST, SEARCHED),
                match,
                Sql.of(Integer.toString(SearchHits.FREQUENT))));
  }

  /** The hits among so many of the newest orders. */
  private Sql walk(int rank, Sql match, Sql after, int count) {
    return exceptions
        ? along(rank, "newest", amongExceptions(after, count), match)
        : along(rank, "s", among(after, count, orders), Sql.join("%s and %s", match, filters));
  }

  /** Read along an index of the order of creation, until there are enough. */
  private Sql along(int rank, String leading, Sql from, Sql conditions) {
    return Sql.join(
        "(select %1$s as rank, %2$s.order_id, %2$s.created_at as key from %%s where %%s"
                .formatted(rank, leading)
            + " order by %1$s.created_at desc, %1$s.order_id desc limit %%s)".formatted(leading),
        from,
        conditions,
        limit());
  }

  /** Fetched first and sorted then: {@code offset 0} keeps the planner from doing both at once. */
  private Sql sorted(int rank, Sql from, Sql conditions) {
    return Sql.join(
        "(select %s as rank, hits.order_id, hits.key from (select s.order_id, s.created_at as key"
            + " from %s where %s and %s offset 0) as hits"
            + " order by hits.key desc, hits.order_id desc limit %s)",
        Sql.of(Integer.toString(rank)), from, conditions, filters, limit());
  }

  /** So many of the newest orders, joined with what is asked for. */
  private Sql among(Sql after, int count, String joined) {
    return Sql.join(
        "(select s.* %s limit %s) " + joined.replace("views.order_search ", ""),
        newest(after),
        Sql.of(Integer.toString(count)));
  }

  /** With {@code offset 0} none of the other orders is looked at. */
  private Sql amongExceptions(Sql after, int count) {
    return Sql.join(
        "(select v.created_at, v.order_id %s limit %s) newest cross join lateral"
            + " (select s.document, s.customer_id, s.order_id from views.order_search s"
            + " where s.order_id = newest.order_id offset 0) s",
        newest(after), Sql.of(Integer.toString(count)));
  }

  /** The last of so many of the newest; there is none if there are fewer. */
  private Sql last(int count, Sql after) {
    return Sql.join(
        "select %s %s offset %s limit 1",
        about(Sql.of("s.created_at, s.order_id")),
        newest(after),
        Sql.of(Integer.toString(count - 1)));
  }

  private Sql newest(Sql after) {
    return Sql.join(
        "from %s where %s and %s order by %s",
        Sql.of(exceptions ? OrderTables.VIEW.from().text() : SEARCHED),
        newest,
        about(after),
        about(Sql.of(Order.NEWEST_FIRST.by())));
  }

  private Sql about(Sql piece) {
    return exceptions ? piece.ofView() : piece;
  }

  private Sql limit() {
    return Sql.of("?", rows);
  }

  private Sql words() {
    return Sql.of("?", (Object) search.words().toArray(String[]::new));
  }
}
