package io.orderflow.views.replay;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Compares the rows that a replay has built with those that are read, while both are written: in
 * short statements, and without a lock.
 */
@Component
class RowComparison {

  /** One statement's orders. */
  private static final int CHUNK = 5_000;

  /** The most orders that are looked at again. */
  static final int MOST_BEHIND = 10_000;

  private static final UUID LOWEST = new UUID(0, 0);

  /** A row that is older or missing is behind, and not changed. */
  private static final String COMPARE =
      """
      select (array_agg(order_id order by order_id desc))[1] as last,
        count(*) filter (where next_version = version and differs) as changed,
        array_agg(order_id order by order_id)
          filter (where next_version is null or next_version < version) as behind,
        array_agg(version order by order_id)
          filter (where next_version is null or next_version < version) as versions
      from (
        select o.order_id, o.version, n.version as next_version, o is distinct from n as differs
        from (select * from views.order_view where order_id > ? order by order_id limit ?) o
        left join views.order_view_next n on n.order_id = o.order_id) as compared""";

  private static final String STILL_BEHIND =
      """
      select count(*) from unnest(?::uuid[], ?::bigint[]) as seen (order_id, version)
      left join views.order_view_next n on n.order_id = seen.order_id and n.version >= seen.version
      where n.order_id is null and not exists (
        select from views.dead_letter d
        where d.processor_name = ? and d.aggregate_id = seen.order_id::text)""";

  private final JdbcTemplate jdbc;

  RowComparison(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param changed the orders with different rows at the same version
   * @param behind the orders that were older in the rebuilt rows, or missing, with the version that
   *     was read; at most {@link #MOST_BEHIND} and one statement's
   * @param complete whether all orders were compared
   */
  record Compared(long changed, List<Behind> behind, boolean complete) {}

  record Behind(UUID orderId, long version) {}

  /** Reads every row, or as many as it takes to find too many that are behind. */
  Compared compare() {
    long changed = 0;
    var behind = new ArrayList<Behind>();
    var last = LOWEST;
    while (behind.size() < MOST_BEHIND) {
      var chunk =
          Objects.requireNonNull(jdbc.queryForObject(COMPARE, (row, _) -> chunk(row), last, CHUNK));
      if (chunk.last() == null) {
        return new Compared(changed, behind, true);
      }
      changed += chunk.changed();
      behind.addAll(chunk.behind());
      last = chunk.last();
    }
    return new Compared(changed, behind, false);
  }

  /** How many of these are still behind, without a dead letter that explains it. */
  long stillBehind(List<Behind> orders, String rebuilding) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            STILL_BEHIND,
            Long.class,
            orders.stream().map(Behind::orderId).toArray(UUID[]::new),
            orders.stream().map(Behind::version).toArray(Long[]::new),
            rebuilding));
  }

  private static Chunk chunk(ResultSet row) throws SQLException {
    var orders = row.getArray("behind");
    return new Chunk(
        row.getObject("last", UUID.class),
        row.getLong("changed"),
        orders == null ? List.of() : behind(orders, row.getArray("versions")));
  }

  private static List<Behind> behind(Array orders, Array versions) throws SQLException {
    var ids = (UUID[]) orders.getArray();
    var seen = (Long[]) versions.getArray();
    var behind = new ArrayList<Behind>();
    for (int i = 0; i < ids.length; i++) {
      behind.add(new Behind(ids[i], seen[i]));
    }
    return behind;
  }

  private record Chunk(@Nullable UUID last, long changed, List<Behind> behind) {}
}
