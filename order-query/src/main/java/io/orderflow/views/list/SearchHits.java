package io.orderflow.views.list;

/**
 * SQL conditions on the matches in the inverted index and on their number. An edge is the name of a
 * query for a position in the order of creation, {@code created_at} and {@code order_id}. Without a
 * row of it nothing matches.
 */
final class SearchHits {

  /** So many are fetched and sorted, wherever they are. */
  private static final int FEW = 1_000;

  /** With so many among the newest orders, the words are frequent and the index is too slow. */
  static final int FREQUENT = 10;

  private final Sql match;
  private final String sample;
  private final String few;

  /**
   * @param sample the name of a query for hits among the newest, whatever else is asked of them
   */
  SearchHits(SharedQueries shared, Sql match, String sample) {
    this.match = match;
    this.sample = sample;
    this.few =
        shared.name(
            Sql.join(
                "select s.* from views.order_search s where %s limit %s",
                match, Sql.of(Integer.toString(FEW + 1))));
  }

  /** The name of the query that has all hits if they are few. */
  String few() {
    return few;
  }

  /** The index is not asked. */
  Sql areFrequent() {
    return Sql.of("(select count(*) from %s) >= %d".formatted(sample, FREQUENT));
  }

  /** That these few are older than the edge. */
  Sql ifFew(String edge) {
    return Sql.join("%s and not %s and not %s", beyond(edge), areFrequent(), areMany());
  }

  Sql ifNotFewBeyond(String edge) {
    return Sql.join("%s and %s and (%s or %s)", match, beyond(edge), areFrequent(), areMany());
  }

  /**
   * Up to another edge. The last condition is exact; by the two before, a lower and an upper bound
   * of one column, PostgreSQL expects a short span, and intersects two indexes.
   */
  Sql ifManyBetween(String edge, String older) {
    return Sql.join(
        "%s and %s and not %s and %s and %s",
        match,
        beyond(edge),
        areFrequent(),
        areMany(),
        Sql.of(
            """
            s.created_at <= (select created_at from %1$s)
            and s.created_at >= coalesce((select created_at from %2$s), '-infinity')
            and (not exists (select from %2$s) or (s.created_at, s.order_id) >= (select * from %2$s))\
            """
                .formatted(edge, older)));
  }

  static Sql beyond(String edge) {
    return Sql.of(
        "exists (select from %1$s) and (s.created_at, s.order_id) < (select * from %1$s)"
            .formatted(edge));
  }

  private Sql areMany() {
    return Sql.of("(select count(*) from %s) > %d".formatted(few, FEW));
  }
}
