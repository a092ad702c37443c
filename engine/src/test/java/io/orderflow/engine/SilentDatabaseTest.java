package io.orderflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A network that loses whatever is sent to or by PostgreSQL, and tells nobody. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SilentDatabaseTest {

  @Test
  void nobody_waits_for_ever_for_a_database_that_says_nothing_any_more()
      throws IOException, SQLException {
    String url = TestDatabase.createUrl();
    int port = Integer.parseInt(url.replaceAll(".*:(\\d+)/.*", "$1"));
    try (var network = new Network(port);
        var pool = pool(url.replace(":" + port + "/", ":" + network.port() + "/"));
        var connection = pool.getConnection()) {
      ask(connection);
      network.fallSilent();
      var answer = CompletableFuture.runAsync(() -> ask(connection));
      await().until(answer::isDone);
      assertThatThrownBy(answer::join).rootCause().hasMessageContaining("timed out");
    }
  }

  private static HikariDataSource pool(String url) {
    var settings =
        new MapConfigurationPropertySource(Map.of("orderflow.transactions.timeout", "1s"));
    var properties = new Binder(settings).bindOrCreate("orderflow", OrderflowProperties.class);
    var beans = new StaticListableBeanFactory(Map.of("orderflow", properties));
    var pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(1);
    new BoundedConnections(beans.getBeanProvider(OrderflowProperties.class))
        .postProcessBeforeInitialization(pool, "pool");
    return pool;
  }

  private static void ask(Connection connection) {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery("select 1")) {
      assertThat(answer.next()).isTrue();
    } catch (SQLException failed) {
      throw new IllegalStateException("no answer", failed);
    }
  }

  /** Passes everything on until it falls silent; connections stay open then. */
  private static final class Network implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile boolean silent;

    Network(int server) throws IOException {
      Thread.startVirtualThread(
          () -> {
            while (!door.isClosed()) {
              connect(server);
            }
          });
    }

    int port() {
      return door.getLocalPort();
    }

    void fallSilent() {
      silent = true;
    }

    private void connect(int server) {
      try {
        var client = door.accept();
        var database = new Socket(InetAddress.getLoopbackAddress(), server);
        Thread.startVirtualThread(() -> pass(client, database));
        Thread.startVirtualThread(() -> pass(database, client));
      } catch (SocketException closed) {
        // the test is over
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    private void pass(Socket from, Socket to) {
      try (from;
          to) {
        byte[] some = new byte[8192];
        for (int read = 0; read >= 0; read = from.getInputStream().read(some)) {
          if (!silent) {
            to.getOutputStream().write(some, 0, read);
          }
        }
      } catch (IOException closed) {
        // one of them has gone
      }
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }
}
