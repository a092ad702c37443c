package io.orderflow.views.attention;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.Step;
import io.orderflow.views.list.FilteredOrders;
import io.orderflow.views.list.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/** Reads the groups in one statement, along the index of the orders with an attention. */
@Component
public class AttentionGroupReader {

  /** The largest groups; more than this many reasons are no groups any more. */
  public static final int MOST_GROUPS = 200;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final JdbcTemplate jdbc;

  AttentionGroupReader(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jdbc.setQueryTimeout((int) PATIENCE.toSeconds());
  }

  /** The largest first; one more than {@link #MOST_GROUPS} where there are more. */
  public List<AttentionGroup> groups(FilteredOrders orders) {
    return jdbc.query(statement(orders).prepared(), (row, _) -> group(orders, row));
  }

  static Sql statement(FilteredOrders orders) {
    return Sql.join(
        "select raised ->> 'step' as step, "
            + FilteredOrders.REASON
            + " as reason, count(distinct v.order_id) as orders,"
            + " min((raised ->> 'since')::timestamptz) as oldest_since from %s"
            + " group by 1, 2 order by 3 desc, 1, 2 limit %s",
        orders.attentions(),
        Sql.of("?", MOST_GROUPS + 1));
  }

  private static AttentionGroup group(FilteredOrders orders, ResultSet row) throws SQLException {
    var step = Step.valueOf(row.getString("step"));
    var reason = row.getString("reason");
    var filter = new TreeMap<>(orders.parameters());
    filter.put("attention", List.of(step.name()));
    filter.put("attentionReason", List.of(reason));
    return new AttentionGroup(
        step,
        reason,
        row.getLong("orders"),
        row.getObject("oldest_since", OffsetDateTime.class).toInstant(),
        filter,
        filter.entrySet().stream()
            .flatMap(
                each ->
                    each.getValue().stream()
                        .map(value -> each.getKey() + "=" + UriUtils.encode(value, UTF_8)))
            .collect(Collectors.joining("&", "/api/v1/orders?", "")));
  }
}
