package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.engine.TestDatabase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes between the beginning of a replay and its end leaves readers with what they have. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class InterruptedReplayTest {

  private final String url = TestDatabase.createUrl();
  private QueryNode node = new QueryNode(url);

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_node_that_is_stopped_in_the_middle_leaves_the_rest_to_the_next() {
    var orders = node.shown(node.record(60));
    var before = node.rows(orders);
    node.holdReplayAt(orders.getLast());
    String replay = node.startReplay();
    await().until(() -> !node.built().isEmpty());
    node.close();

    node = new QueryNode(url);
    assertThat(node.rows(orders)).isEqualTo(before);
    node.assertEnds(replay, "DONE");

    assertThat(node.rows(orders)).isEqualTo(before);
    assertThat(node.tables()).containsExactly("order_search", "order_view");
  }

  @Test
  void another_node_goes_on_where_one_has_left() {
    var orders = node.shown(node.record(60));
    try (var other = new QueryNode(url)) {
      node.holdReplayAt(orders.getLast());
      other.holdReplayAt(orders.getLast());
      String replay = node.startReplay();
      await().until(() -> !node.built().isEmpty());
      node.close();
      other.holdReplayAt();

      other.assertEnds(replay, "DONE");
      other.shown(orders);
    }
  }

  /** What it had not committed is built by the other one, which also takes over the live view. */
  @Test
  void a_node_that_is_killed_while_orders_arrive_harms_nothing() {
    var orders = node.shown(node.record(60));
    var before = node.rows(orders);
    try (var other = QueryProcess.start(url, orders.getLast())) {
      await().atMost(QueryNode.PATIENCE).until(() -> isAtWork(other, "order-views"));
      node.holdReplayAt(orders.getLast());
      String replay = node.startReplay();
      await().atMost(QueryNode.PATIENCE).until(() -> isAtWork(other, "order-views-next"));
      var newcomers = new ArrayList<>(node.record(100));

      other.kill();
      newcomers.addAll(node.record(20));
      node.holdReplayAt();
      node.assertEnds(replay, "DONE");

      assertThat(node.rows(orders)).isEqualTo(before);
      node.shown(newcomers);
      assertThat(node.letters()).isEmpty();
    }
  }

  private boolean isAtWork(QueryProcess process, String processor) {
    return node.ownersOf(processor).stream()
        .anyMatch(owner -> owner.startsWith(process.pid() + "@"));
  }

  @Test
  void a_cancelled_replay_drops_what_it_has_built_and_nothing_else() {
    var broken = broken();
    var orders = node.shown(node.record(40));
    node.holdReplayAt(orders.getLast());
    String replay = node.startReplay();
    await().until(() -> !node.built().isEmpty());
    assertThat(node.progress(replay).path("percent").asInt()).isLessThan(100);
    assertThat(node.ask("POST", QueryNode.REPLAYS).body()).contains("REPLAY_RUNNING");
    node.shown(node.record(10));
    var before = node.rows(orders);

    var cancelled = node.ask("DELETE", replay);

    assertThat(QueryNode.json(cancelled).path("state").asString()).isEqualTo("CANCELLED");
    assertThat(node.tables()).containsExactly("order_search", "order_view");
    assertThat(node.letters()).containsExactly("order-views " + broken);
    assertThat(node.tokensOf("order-views-next")).isZero();
    assertThat(node.rows(orders)).isEqualTo(before);
    node.shown(node.record(5));
    assertThat(node.ask("DELETE", replay).statusCode()).isEqualTo(200);
    node.holdReplayAt();
    node.assertEnds(node.startReplay(), "DONE");
    assertThat(node.rows(orders)).isEqualTo(before);
  }

  @Test
  void an_order_that_cannot_be_folded_stops_in_the_replay_as_it_does_in_the_view() {
    var broken = broken();
    var orders = node.shown(node.record(10));
    var parkedBefore = parked();

    node.assertEnds(node.startReplay(), "DONE");

    assertThat(node.letters()).containsExactly("order-views " + broken);
    assertThat(parked()).isAfter(parkedBefore);
    node.shown(orders);
    node.shown(node.record(5));
  }

  @Test
  void rows_that_would_know_less_than_those_that_are_read_do_not_take_their_place() {
    var orders = node.shown(node.record(10));
    node.jdbc()
        .update(
            "update views.order_view set version = version + 1 where order_id = ?",
            orders.getFirst().value());

    var failed = node.assertEnds(node.startReplay(), "FAILED");

    assertThat(failed.path("reason").asString()).startsWith("1 orders would be older");
    assertThat(node.tables()).containsExactly("order_search", "order_view");
    node.shown(orders);
    node.shown(node.record(5));
  }

  @Test
  void rows_of_another_form_than_those_that_are_read_do_not_take_their_place() {
    var orders = node.shown(node.record(10));
    node.holdReplayAt(orders.getLast());
    String replay = node.startReplay();
    node.jdbc().execute("alter table views.order_view add column shelf text");

    assertThat(node.assertEnds(replay, "FAILED").path("reason").asString()).contains("changed");
    node.holdAt();
    node.shown(node.record(5));
  }

  /** When the only dead letter was written. */
  private Instant parked() {
    return Objects.requireNonNull(
            node.jdbc().queryForObject("select parked_at from views.dead_letter", Timestamp.class))
        .toInstant();
  }

  /** An order whose third event is missing, so that the view has stopped for it. */
  private OrderId broken() {
    var broken = new OrderEvents(new OrderId(UUID.randomUUID()));
    node.record(0, List.of(broken.created(), broken.reserved()));
    node.record(3, List.of(broken.processed()));
    await()
        .atMost(QueryNode.PATIENCE)
        .until(() -> node.letters().equals(List.of("order-views " + broken.id())));
    return broken.id();
  }

  @Test
  void a_reset_past_the_replay_is_refused() {
    node.processor().shutDown();

    assertThatThrownBy(() -> node.processor().resetTokens())
        .rootCause()
        .hasMessageContaining("/replays");
  }
}
