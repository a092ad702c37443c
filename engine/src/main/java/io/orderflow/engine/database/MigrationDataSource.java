package io.orderflow.engine.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The pool's connections without its time limits, for migrations only: changing a large table may
 * take long, and the connection that holds the migration lock is idle meanwhile. Each connection is
 * evicted afterwards, so that none without limits returns to the pool.
 */
final class MigrationDataSource extends DelegatingDataSource implements AutoCloseable {

  private static final String WITHOUT_LIMITS =
      "set transaction_timeout = 0; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0";

  private final HikariDataSource pool;
  private final Queue<Connection> taken = new ConcurrentLinkedQueue<>();

  MigrationDataSource(HikariDataSource pool) {
    super(pool);
    this.pool = pool;
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = pool.getConnection();
    taken.add(connection);
    connection.setNetworkTimeout(Runnable::run, 0);
    try (var statement = connection.createStatement()) {
      statement.execute(WITHOUT_LIMITS);
    }
    return connection;
  }

  @Override
  public void close() {
    taken.forEach(pool::evictConnection);
  }
}
