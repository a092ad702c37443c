package io.orderflow.callback;

import static org.awaitility.Awaitility.await;

import io.orderflow.engine.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Cuts all connections to one database, and refuses new ones until it is closed. */
public final class DatabaseOutage implements AutoCloseable {

  private final Connection elsewhere;
  private final String database;

  public DatabaseOutage(JdbcTemplate victim) throws SQLException {
    database = String.valueOf(victim.queryForObject("select current_database()", String.class));
    elsewhere = DriverManager.getConnection(TestDatabase.createUrl());
    execute("alter database " + database + " with allow_connections false");
    await("the end of all connections").until(this::isCutOff);
  }

  private boolean isCutOff() throws SQLException {
    var open = " from pg_stat_activity where datname = '" + database + "'";
    execute("select pg_terminate_backend(pid, 10000)" + open);
    try (var statement = elsewhere.createStatement();
        var left = statement.executeQuery("select 1" + open)) {
      return !left.next();
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = elsewhere.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    execute("alter database " + database + " with allow_connections true");
    elsewhere.close();
  }
}
