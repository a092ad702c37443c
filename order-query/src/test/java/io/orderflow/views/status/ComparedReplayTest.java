package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Before a replay ends all rows are compared, which takes long where there are many. Here it does
 * because somebody keeps them from being read.
 */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ComparedReplayTest {

  private final String url = TestDatabase.createUrl();
  private final QueryNode node = node();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void one_node_compares_and_takes_longer_than_transactions_may() throws SQLException {
    var orders = node.shown(node.record(10));
    try (var other = node();
        var reader = DriverManager.getConnection(url)) {
      String replay = beginComparing(List.of(node, other), reader);
      var comparing = comparing();

      assertThat(comparing).hasSize(1);
      await().pollDelay(Duration.ofSeconds(3)).until(() -> comparing().equals(comparing));

      reader.rollback();
      node.assertEnds(replay, "DONE");
      node.shown(orders);
    }
  }

  @Test
  void one_that_is_cancelled_meanwhile_has_ended_and_that_is_no_trouble(CapturedOutput output)
      throws SQLException {
    var orders = node.shown(node.record(10));
    try (var reader = DriverManager.getConnection(url)) {
      String replay = beginComparing(List.of(node), reader);

      node.ask("DELETE", replay);
      reader.rollback();

      node.assertEnds(replay, "CANCELLED");
      await().until(() -> comparing().isEmpty());
      node.assertEnds(node.startReplay(), "DONE");
      node.shown(orders);
      assertThat(output).doesNotContain("Cannot see how far");
    }
  }

  /** Where nothing may take longer than a second. */
  private QueryNode node() {
    return new QueryNode(url, "orderflow.transactions.timeout=1s");
  }

  /** Until the reader ends its transaction no row can be read. */
  private String beginComparing(List<QueryNode> nodes, Connection reader) throws SQLException {
    var held = node.record(1).getFirst();
    nodes.forEach(each -> each.holdAt(held));
    String replay = node.startReplay();
    reader.setAutoCommit(false);
    try (var statement = reader.createStatement()) {
      statement.execute("lock table views.order_view in access exclusive mode");
    }
    nodes.forEach(each -> each.holdAt(null));
    await().atMost(QueryNode.PATIENCE).until(() -> !comparing().isEmpty());
    return replay;
  }

  /** Whoever is comparing just now. */
  private List<Integer> comparing() {
    return node.jdbc()
        .queryForList(
            """
            select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            and query like '%left join views.order_view_next%' order by pid""",
            Integer.class);
  }
}
