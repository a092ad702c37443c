package io.orderflow.blackbox;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One PostgreSQL that survives whatever happens to the services, and a database for each. */
final class Databases {

  private static final AtomicInteger COUNT = new AtomicInteger();

  private Databases() {}

  /** The JDBC URL of a new, empty database. */
  static String create() {
    String name = "service_" + COUNT.incrementAndGet();
    try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException failed) {
      throw new IllegalStateException("cannot create the database " + name, failed);
    }
    return Server.RUNNING.getJdbcUrl("postgres", name);
  }

  /** Started when it is needed first. */
  private static final class Server {

    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("max_connections", "200")
            .start();
      } catch (IOException failed) {
        throw new UncheckedIOException("cannot start PostgreSQL for the services", failed);
      }
    }
  }
}
