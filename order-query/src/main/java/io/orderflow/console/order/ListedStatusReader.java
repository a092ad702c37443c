package io.orderflow.console.order;

import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.OrderView;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds out whether lists show an order in another status than its events give. */
@Component
class ListedStatusReader {

  private static final Logger log = LoggerFactory.getLogger(ListedStatusReader.class);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** A row of another version is late, or newer than the events that were read: both are usual. */
  private static final String DIFFERING =
      "select status from views.order_view where order_id = ? and version = ? and status <> ?";

  private final JdbcTemplate jdbc;

  ListedStatusReader(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.jdbc.setQueryTimeout((int) PATIENCE.toSeconds());
  }

  /**
   * The status in lists. Empty where it is the same, and while the database does not answer: the
   * page of an order is read from its events.
   */
  CompletableFuture<Optional<OrderStatus>> differing(OrderView order) {
    return CompletableFuture.supplyAsync(() -> read(order), task -> Thread.ofVirtual().start(task))
        .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Optional<OrderStatus> read(OrderView order) {
    try {
      return jdbc
          .query(
              DIFFERING,
              (row, _) -> OrderStatus.valueOf(row.getString(1)),
              order.orderId().value(),
              order.version(),
              order.status().name())
          .stream()
          .findFirst();
    } catch (DataAccessException failed) {
      log.warn("The row of an order cannot be read: {}", failed.toString());
      return Optional.empty();
    }
  }
}
