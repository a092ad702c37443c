package io.orderflow.views.list;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.web.request.OrderPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells which positions the rows have reached, in one statement for all of them. */
@Component
class ReachedPositionReader {

  private static final String VERSIONS =
      "select order_id, customer_id, version from views.order_view where order_id = any(?)";

  private final JdbcTemplate jdbc;

  ReachedPositionReader(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Those of the positions that the rows have reached, in their order. An order that must not be
   * seen has reached none, like one that does not exist.
   *
   * @param seenBy whose orders are seen; null for all
   */
  List<OrderPosition> reached(Collection<OrderPosition> asked, @Nullable CustomerId seenBy) {
    if (asked.isEmpty()) {
      return List.of();
    }
    var versions = new HashMap<OrderId, Long>();
    jdbc.query(
        VERSIONS,
        row -> {
          if (seenBy == null || seenBy.value().equals(row.getString("customer_id"))) {
            versions.put(
                new OrderId(row.getObject("order_id", UUID.class)), row.getLong("version"));
          }
        },
        (Object) asked.stream().map(each -> each.orderId().value()).toArray(UUID[]::new));
    return asked.stream()
        .filter(each -> versions.getOrDefault(each.orderId(), -1L) >= each.version())
        .toList();
  }
}
