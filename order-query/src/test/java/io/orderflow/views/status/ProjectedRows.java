package io.orderflow.views.status;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.views.list.OrderHistories.History;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes the rows of orders by what the projection consists of, its fold and its statement, as if
 * all their events came in one batch. A year's orders so take minutes instead of hours.
 */
public final class ProjectedRows {

  private final OrderRowStore rows;

  public ProjectedRows(DataSource database) {
    this.rows = new OrderRowStore(new JdbcTemplate(database), new OrderRowMapper());
  }

  public void write(List<History> orders) {
    var batch = new OrderEventBatch();
    for (var order : orders) {
      for (var recorded : order.events()) {
        batch.add((OrderEvent) recorded.payload(), recorded.sequence(), recorded.at());
      }
    }
    batch.writeTo(rows, new SegmentView());
  }
}
