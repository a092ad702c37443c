package io.orderflow.engine.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.orderflow.engine.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What may take longer than a transaction may, and what its connections are afterwards. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LongTransactionsTest {

  /** In seconds: longer than anybody waits for an answer otherwise. */
  private static final double SLOW = BoundedPool.CLIENT_LIMIT / 1_000.0 + 0.5;

  @Test
  void a_long_transaction_is_neither_ended_nor_given_up_and_the_next_one_is() throws SQLException {
    try (var pool = BoundedPool.to(TestDatabase.createUrl(), 1)) {
      var jdbc = new JdbcTemplate(pool);
      var transactions = new LongTransactions(jdbc, new JdbcTransactionManager(pool));

      var answer =
          transactions.within(
              Duration.ofMinutes(1),
              () -> {
                jdbc.execute("select pg_sleep(%s)".formatted(SLOW));
                return jdbc.queryForObject("show transaction_timeout", String.class);
              });

      assertThat(answer).isEqualTo("1min");
      assertBounded(pool);
    }
  }

  /** The second node waits, and so does the connection of the first that keeps it waiting. */
  @Test
  void a_long_migration_is_neither_ended_nor_given_up_and_carried_out_once() throws Exception {
    String url = TestDatabase.createUrl();
    try (var first = BoundedPool.to(url, 3);
        var second = BoundedPool.to(url, 3);
        var nodes = Executors.newFixedThreadPool(2)) {
      var starts = List.of(nodes.submit(() -> migrate(first)), nodes.submit(() -> migrate(second)));
      for (var start : starts) {
        start.get();
      }

      assertThat(new JdbcTemplate(first).queryForList("select seconds from slow.nap", Double.class))
          .containsExactly(SLOW);
      assertBounded(first);
      assertBounded(second);
    }
  }

  private static boolean migrate(HikariDataSource pool) throws Exception {
    ModuleSchema.migrating(pool, "slow").afterPropertiesSet();
    return true;
  }

  /** All connections that there are, and that may be made. */
  private static void assertBounded(HikariDataSource pool) throws SQLException {
    for (int each = 0; each < pool.getMaximumPoolSize(); each++) {
      var connection = pool.getConnection(); // until the pool ends
      assertThat(connection.getNetworkTimeout()).isEqualTo(BoundedPool.CLIENT_LIMIT);
      for (var limit :
          List.of(
              "transaction_timeout", "statement_timeout", "idle_in_transaction_session_timeout")) {
        assertThat(shown(connection, limit))
            .as(limit)
            .isEqualTo(BoundedPool.LIMIT.toSeconds() + "s");
      }
    }
  }

  private static String shown(Connection connection, String setting) throws SQLException {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery("show " + setting)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
