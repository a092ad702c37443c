package io.orderflow.engine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests: one server for the JVM on a free port, and as many empty databases
 * in it as tests ask for. Register it with {@code @DynamicPropertySource}.
 */
public final class TestDatabase {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  /**
   * PostgreSQL 18 was seen to answer this to five new sessions in a row, each once, after other
   * tests had terminated many sessions.
   */
  private static final String LEFT_OVER = "starting batch while batch already in progress";

  private static final int MOST_ATTEMPTS = 20;

  /** Some tenths of a second, but not beside other tests. */
  private static final Duration STARTUP = Duration.ofMinutes(2);

  private TestDatabase() {}

  /** The JDBC URL of a new, empty database. */
  public static String createUrl() {
    String name = "test_" + COUNTER.incrementAndGet();
    SQLException last = null;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
        return Server.RUNNING.getJdbcUrl("postgres", name);
      } catch (SQLException failed) {
        last = failed;
        if (!String.valueOf(failed.getMessage()).contains(LEFT_OVER)) {
          break;
        }
      }
    }
    throw new IllegalStateException("cannot create the test database " + name, last);
  }

  private static final class Server {
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off") // tests of durability start their own
            .setServerConfig("max_connections", "300")
            // Its own choice may be given to a connection before the server listens there.
            .setPort(FreePort.find())
            .setPGStartupWait(STARTUP)
            .start();
      } catch (IOException failed) {
        throw new UncheckedIOException("cannot start PostgreSQL for the tests", failed);
      }
    }
  }
}
