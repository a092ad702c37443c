package io.orderflow.engine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests: one server for the JVM on a free port, and as many empty databases
 * in it as tests ask for. Register it with {@code @DynamicPropertySource}.
 */
public final class TestDatabase {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private TestDatabase() {}

  /** The JDBC URL of a new, empty database. */
  public static String createUrl() {
    String name = "test_" + COUNTER.incrementAndGet();
    try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failed) {
      throw new IllegalStateException("cannot create the test database " + name, failed);
    }
    return Server.RUNNING.getJdbcUrl("postgres", name);
  }

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off") // tests of durability start their own
            .setServerConfig("max_connections", "300")
            .start();
      } catch (IOException failed) {
        throw new UncheckedIOException("cannot start PostgreSQL for the tests", failed);
      }
    }
  }
}
