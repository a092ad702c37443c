package io.orderflow.views.list;

import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.TestDatabase;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Prints how long lists and searches of many generated orders take. Run by its name only. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListTimes {

  /**
   * System properties: {@code lists.orders}, {@code lists.rounds} of each case, {@code
   * lists.cases}, a regular expression that is found in the names of those to be measured, and
   * {@code lists.database}, an address; it is filled if it is empty, and created for this run if
   * there is none.
   */
  @Test
  void lists_and_searches_of_many_orders() {
    int orders = Integer.getInteger("lists.orders", 1_000_000);
    int rounds = Integer.getInteger("lists.rounds", 200);
    var cases = Pattern.compile(System.getProperty("lists.cases", ""));
    var given = System.getProperty("lists.database");
    var url = given == null ? TestDatabase.createUrl() : given;
    if (isEmpty(url)) {
      long begun = System.nanoTime();
      GeneratedOrders.fill(url, orders);
      double seconds = (System.nanoTime() - begun) / 1e9;
      System.out.printf("%,d orders generated, %,.0f a second%n", orders, orders / seconds);
    }
    try (var pool = new HikariDataSource()) {
      pool.setMaximumPoolSize(1);
      pool.setJdbcUrl(url);
      var jdbc = new JdbcTemplate(pool);
      System.out.printf(
          "%,d orders, %d rounds, %d processors, PostgreSQL %s with %s of buffers%n",
          orders,
          rounds,
          Runtime.getRuntime().availableProcessors(),
          jdbc.queryForObject("show server_version", String.class),
          jdbc.queryForObject("show shared_buffers", String.class));
      new ListMeasurement(pool, orders, rounds, cases.asPredicate()).print();
    }
  }

  private static boolean isEmpty(String url) {
    return Boolean.TRUE.equals(
        new JdbcTemplate(new DriverManagerDataSource(url))
            .queryForObject("select to_regnamespace('views') is null", Boolean.class));
  }
}
