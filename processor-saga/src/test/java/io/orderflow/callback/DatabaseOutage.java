package io.orderflow.callback;

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
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
            + database
            + "'");
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
