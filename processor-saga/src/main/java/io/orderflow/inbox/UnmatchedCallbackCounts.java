package io.orderflow.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Counts the acknowledged callbacks that match no order and wait for a person. */
@Component
public class UnmatchedCallbackCounts {

  private static final String COUNT =
      """
      select partner, coalesce(unmatched, 'OTHER') as reason, count(*) as counted,
        min(settled_at) as oldest_at, max(settled_at) as newest_at
      from fulfillment.inbox where state = 'REJECTED' group by 1, 2 order by 1, 2""";

  private final JdbcTemplate jdbc;

  UnmatchedCallbackCounts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** By partner and reason, without those of which there is none. */
  public List<Count> counts() {
    return jdbc.query(COUNT, (row, _) -> count(row));
  }

  private static Count count(ResultSet row) throws SQLException {
    return new Count(
        CallbackSource.valueOf(row.getString("partner")),
        UnmatchedReason.valueOf(row.getString("reason")),
        row.getLong("counted"),
        row.getTimestamp("oldest_at").toInstant(),
        row.getTimestamp("newest_at").toInstant());
  }

  /** The number of unmatched callbacks per partner and reason, and when they were rejected. */
  public record Count(
      CallbackSource partner,
      UnmatchedReason reason,
      long count,
      Instant oldestAt,
      Instant newestAt) {}
}
