package io.orderflow.engine;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a database lets anybody in, past the pool, which knows only some time later.
 *
 * @param access user, password and what else the driver is told
 */
record DatabaseLogin(String url, Properties access) {

  /** So long is waited for it, in seconds. */
  private static final String PATIENCE = "5";

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

  /** Why nobody is let in; null if somebody would be. */
  @Nullable SQLException refusal() {
    try {
      DriverManager.getConnection(url, access).close();
      return null;
    } catch (SQLException refused) {
      return refused;
    }
  }

  /** Where it is, without what may be secret. */
  @Override
  public String toString() {
    return placeIn(url);
  }

  /** Without parameters and everything else that may hold a password. */
  static String placeIn(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("^jdbc:postgresql:(//)?(.*@)?", "");
  }
}
