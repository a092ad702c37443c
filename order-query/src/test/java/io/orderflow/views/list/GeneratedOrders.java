package io.orderflow.views.list;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.engine.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A database with as many orders as a shop has after a while, as {@code vacuum analyze} left it.
 */
final class GeneratedOrders {

  private GeneratedOrders() {}

  static DriverManagerDataSource database(int orders) {
    var database = new DriverManagerDataSource(TestDatabase.createUrl());
    var _ =
        Flyway.configure()
            .dataSource(database)
            .schemas("views")
            .locations("classpath:db/migration/views")
            .load()
            .migrate();
    var jdbc = new JdbcTemplate(database);
    jdbc.execute(script().replace("${orders}", Integer.toString(orders)));
    jdbc.execute("vacuum analyze");
    return database;
  }

  private static String script() {
    try {
      return new ClassPathResource("lists/generate-orders.sql").getContentAsString(UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
