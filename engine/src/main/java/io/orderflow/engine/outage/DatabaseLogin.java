package io.orderflow.engine.outage;

import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.failure.DiskFullErrors;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Probes a database by a new connection, since the pool notices an outage only later.
 *
 * @param access user, password and other properties of the driver
 */
public record DatabaseLogin(String url, Properties access) {

  /** The login timeout in seconds. */
  private static final String PATIENCE = "5";

  /** More than the next order needs, else one full disk would become many outages. */
  private static final String WRITE_A_MEGABYTE =
      "create temporary table room as select repeat('room', 250) from generate_series(1, 1000)";

  static DatabaseLogin of(HikariDataSource pool) {
    var access = new Properties();
    access.putAll(pool.getDataSourceProperties());
    access.setProperty("loginTimeout", PATIENCE);
    if (pool.getUsername() != null) { // else both are in the URL
      access.setProperty("user", pool.getUsername());
      access.setProperty("password", pool.getPassword() == null ? "" : pool.getPassword());
    }
    return new DatabaseLogin(pool.getJdbcUrl(), access);
  }

  /** Why the login failed or nothing can be stored; null if both work. */
  @Nullable SQLException refusal() {
    try (var connection = DriverManager.getConnection(url, access)) {
      return whyNoRoom(connection);
    } catch (SQLException refused) {
      return refused;
    }
  }

  /** Probes with a temporary table, which ends with the connection and is not in the log. */
  private static @Nullable SQLException whyNoRoom(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute(WRITE_A_MEGABYTE);
      return null;
    } catch (SQLException failed) {
      return DiskFullErrors.explains(failed)
          ? failed
          : null; // the user may lack the right to create temporary tables
    }
  }

  /** The place without secrets. */
  @Override
  public String toString() {
    return placeIn(url);
  }

  /** The URL without parameters and credentials. */
  public static String placeIn(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("^jdbc:postgresql:(//)?(.*@)?", "");
  }
}
