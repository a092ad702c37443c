package io.orderflow.engine.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections to PostgreSQL on which a test intervenes before and after a commit. */
public final class BreakingConnections extends DelegatingDataSource {

  private static final Intervention NONE = _ -> {};

  private volatile Intervention beforeInsert = NONE;
  private volatile Intervention beforeCommit = NONE;
  private volatile Intervention afterCommit = NONE;

  public BreakingConnections(String url) {
    super(to(url));
  }

  private static PGSimpleDataSource to(String url) {
    var database = new PGSimpleDataSource();
    database.setUrl(url);
    return database;
  }

  public void beforeInsert(Intervention intervention) {
    beforeInsert = intervention;
  }

  public void beforeCommit(Intervention intervention) {
    beforeCommit = intervention;
  }

  public void afterCommit(Intervention intervention) {
    afterCommit = intervention;
  }

  /** As if the answer of PostgreSQL did not arrive any more. */
  public static void lose(Connection connection) throws SQLException {
    connection.close();
    throw new SQLException("planted: the connection is lost", "08006");
  }

  /** PostgreSQL ends this connection and rolls back its transaction. */
  public void cut(Connection connection) throws SQLException {
    int backend = connection.unwrap(PGConnection.class).getBackendPID();
    try (var other = obtainTargetDataSource().getConnection();
        var statement = other.createStatement()) {
      // Returns when it has ended.
      statement.execute("select pg_terminate_backend(" + backend + ", 60000)");
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    var connection = obtainTargetDataSource().getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("prepareStatement")
                  && ((String) arguments[0])
                      .stripLeading()
                      .toLowerCase(Locale.ROOT)
                      .startsWith("insert")) {
                beforeInsert.on(connection);
              }
              if (method.getName().equals("commit")) {
                beforeCommit.on(connection);
              }
              Object result;
              try {
                result = method.invoke(connection, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getTargetException();
              }
              if (method.getName().equals("commit")) {
                afterCommit.on(connection);
              }
              return result;
            });
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  /** What a test does to a connection. */
  @FunctionalInterface
  public interface Intervention {
    void on(Connection connection) throws SQLException;
  }
}
