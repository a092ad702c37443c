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
 * because another transaction keeps them from being read.
 */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ComparedReplayTest {

  private final String url = TestDatabase.createUrl();
  private final QueryNode node = new QueryNode(url);

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void one_node_compares() throws SQLException {
    var orders = node.shown(node.record(10));
    try (var other = new QueryNode(url);
        var reader = DriverManager.getConnection(url)) {
      String replay = beginComparing(List.of(node, other), reader);

      await()
          .during(Duration.ofSeconds(3))
          .atMost(QueryNode.PATIENCE)
          .until(() -> comparing().size() == 1);

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
      assertThat(output).doesNotContain("The progress of the replay cannot be read");
    }
  }

  @Test
  void a_switch_that_a_long_read_holds_up_is_tried_again_and_that_is_no_trouble(
      CapturedOutput output) throws SQLException {
    var orders = node.shown(node.record(10));
    String replay;
    try (var reader = DriverManager.getConnection(url);
        var statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("select from views.order_view limit 1");
      replay = node.startReplay();
      await()
          .atMost(QueryNode.PATIENCE)
          .until(() -> output.getAll().contains("The switch of replay"));
      reader.rollback();
    }

    node.assertEnds(replay, "DONE");
    node.shown(orders);
    assertThat(output).doesNotContain("The progress of the replay cannot be read");
  }

  /** Until the reader ends its transaction no row can be read. */
  private String beginComparing(List<QueryNode> nodes, Connection reader) throws SQLException {
    var held = node.record(1).getFirst();
    nodes.forEach(each -> each.holdReplayAt(held));
    String replay = node.startReplay();
    reader.setAutoCommit(false);
    try (var statement = reader.createStatement()) {
      statement.execute("lock table views.order_view in access exclusive mode");
    }
    nodes.forEach(each -> each.holdReplayAt());
    await().atMost(QueryNode.PATIENCE).until(() -> !comparing().isEmpty());
    return replay;
  }

  /** The connections that compare now. */
  private List<Integer> comparing() {
    return node.jdbc()
        .queryForList(
            """
            select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
            and query like '%order_view_next%' order by pid""",
            Integer.class);
  }
}
