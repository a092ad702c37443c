package io.orderflow.engine.outage;

import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.failure.DiskFullErrors;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a database lets anybody in, past the pool, which knows only some time later.
 *
 * @param access user, password and what else the driver is told
 */
public record DatabaseLogin(String url, Properties access) {

  /** So long is waited for it, in seconds. */
  private static final String PATIENCE = "5";

  /** Some more than the next order needs, else one outage becomes many. */
  private static final String ROOM_FOR_A_MEGABYTE =
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

  /** Why nobody is let in, or nothing can be stored; null if neither is so. */
  @Nullable SQLException refusal() {
    try (var connection = DriverManager.getConnection(url, access)) {
      return whyNoRoom(connection);
    } catch (SQLException refused) {
      return refused;
    }
  }

  /** Tries it with a table that goes with the connection, and is not logged. */
  private static @Nullable SQLException whyNoRoom(Connection connection) {
    try (var statement = connection.createStatement()) {
      statement.execute(ROOM_FOR_A_MEGABYTE);
      return null;
    } catch (SQLException failed) {
      return DiskFullErrors.explains(failed) ? failed : null; // it may not be allowed such tables
    }
  }

  /** Where it is, without what may be secret. */
  @Override
  public String toString() {
    return placeIn(url);
  }

  /** Without parameters and everything else that may hold a password. */
  public static String placeIn(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("^jdbc:postgresql:(//)?(.*@)?", "");
  }
}
