package io.orderflow.views.list;

import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.TestDatabase;
import io.orderflow.views.status.ProjectedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A database with as many orders as a shop has after a while, as {@code vacuum analyze} left it.
 * Their rows are what the projection makes of their events.
 */
public final class GeneratedOrders {

  private static final int BATCH = 500;
  private static final int WRITERS = 2;

  /** An autovacuum amid the last vacuum would keep pages from being all-visible. */
  private static final List<String> WITHOUT_AUTOVACUUM =
      Stream.of("order_view", "order_search", "search_word")
          .map("alter table views.%s set (autovacuum_enabled = off)"::formatted)
          .toList();

  /**
   * So much for one column makes {@code analyze} sample 300 times as many rows of a table: all of
   * 50,000, so that the planner knows the same each time. What is known of other columns has its
   * usual size.
   */
  private static final List<String> ALL_SAMPLED =
      Stream.of("order_view", "order_search")
          .map("alter table views.%s alter column order_id set statistics 200"::formatted)
          .toList();

  private GeneratedOrders() {}

  public static DriverManagerDataSource database(int orders) {
    var url = TestDatabase.createUrl();
    fill(url, orders);
    return new DriverManagerDataSource(url);
  }

  /** An empty database. */
  static void fill(String url, int orders) {
    try (var pool = new HikariDataSource()) {
      pool.setMaximumPoolSize(WRITERS);
      pool.setJdbcUrl(url);
      var _ =
          Flyway.configure()
              .dataSource(pool)
              .schemas("views")
              .locations("classpath:db/migration/views")
              .load()
              .migrate();
      var jdbc = new JdbcTemplate(pool);
      WITHOUT_AUTOVACUUM.forEach(jdbc::execute);
      ALL_SAMPLED.forEach(jdbc::execute);
      write(new OrderHistories(orders), new ProjectedRows(pool));
      jdbc.execute("vacuum analyze");
    }
  }

  /** The oldest come first, more or less: each writer takes the next batch. */
  private static void write(OrderHistories orders, ProjectedRows rows) {
    var batches = new ArrayList<Future<?>>();
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      for (int first = 1; first <= orders.count(); first += BATCH) {
        var numbers = IntStream.range(first, Math.min(first + BATCH, orders.count() + 1));
        batches.add(writers.submit(() -> rows.write(numbers.mapToObj(orders::history).toList())));
      }
    }
    for (var batch : batches) {
      try {
        batch.get();
      } catch (InterruptedException | ExecutionException failed) {
        throw new IllegalStateException("the orders could not be written", failed);
      }
    }
  }
}
