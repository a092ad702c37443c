package io.orderflow.views.list;

/**
 * Conditions on the hits that the inverted index gives. An edge is the name of a query for a place
 * in the order of creation, {@code created_at} and {@code order_id}. Where it has none nothing is
 * looked for.
 */
final class SearchHits {

  /** So many are fetched and sorted, wherever they are. */
  private static final int FEW = 1_000;

  /** With so many among the newest they are not few, and the index need not be asked. */
  private static final int NOT_FEW = 10;

  private final Sql match;
  private final String newest;
  private final String few;

  /**
   * @param newest the name of the query for the hits among the newest
   */
  SearchHits(SharedQueries shared, Sql match, String newest) {
    this.match = match;
    this.newest = newest;
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

  /** That these few are older than the edge. */
  Sql ifFew(String edge) {
    return Sql.of(beyond(edge) + " and not " + areMany());
  }

  Sql ifManyBeyond(String edge) {
    return Sql.join("%s and %s", match, Sql.of(beyond(edge) + " and " + areMany()));
  }

  /**
   * Up to another edge. The last condition is exact; by the two before, a lower and an upper bound
   * of one column, PostgreSQL expects a short span, and intersects two indexes.
   */
  Sql ifManyBetween(String edge, String older) {
    return Sql.join(
        "%s and %s",
        ifManyBeyond(edge),
        Sql.of(
            """
            s.created_at <= (select created_at from %1$s)
            and s.created_at >= coalesce((select created_at from %2$s), '-infinity')
            and (not exists (select from %2$s) or (s.created_at, s.order_id) >= (select * from %2$s))\
            """
                .formatted(edge, older)));
  }

  private static String beyond(String edge) {
    return "exists (select from %1$s) and (s.created_at, s.order_id) < (select * from %1$s)"
        .formatted(edge);
  }

  private String areMany() {
    return "((select count(*) from %s) >= %d or (select count(*) from %s) > %d)"
        .formatted(newest, NOT_FEW, few, FEW);
  }
}
