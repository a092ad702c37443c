package io.orderflow.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.Network;
import io.orderflow.engine.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A network that silently loses what is sent to and by PostgreSQL. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SilentDatabaseTest {

  @Test
  void a_silent_database_times_out() throws IOException, SQLException {
    try (var network = new Network(TestDatabase.createUrl());
        var pool = BoundedPool.to(network.url(), 1);
        var connection = pool.getConnection()) {
      ask(connection);
      network.fallSilent();
      var answer = CompletableFuture.runAsync(() -> ask(connection));
      try {
        await().until(answer::isDone);
      } finally {
        network.goAway(); // else a failure would be waited for as well
      }
      assertThatThrownBy(answer::join).rootCause().hasMessageContaining("timed out");
    }
  }

  private static void ask(Connection connection) {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery("select 1")) {
      assertThat(answer.next()).isTrue();
    } catch (SQLException failed) {
      throw new IllegalStateException("no answer", failed);
    }
  }
}
