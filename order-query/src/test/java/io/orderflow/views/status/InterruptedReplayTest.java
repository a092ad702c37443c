package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.engine.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes between the beginning of a replay and its end leaves readers with what they had. */
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
  void a_replay_does_not_begin_while_rows_are_being_written() {
    var orders = node.shown(node.record(5));
    CompletableFuture<String> starting =
        Objects.requireNonNull(
            node.jdbc()
                .execute(
                    (Connection writing) -> {
                      writing.setAutoCommit(false);
                      writing.createStatement().execute("select from views.rebuilding");
                      var started = CompletableFuture.supplyAsync(node::startReplay);
                      await().pollDelay(Duration.ofSeconds(1)).until(() -> !started.isDone());
                      writing.rollback();
                      writing.setAutoCommit(true);
                      return started;
                    }));

    node.assertEnds(starting.join(), "DONE");
    node.shown(orders);
  }

  /** What was written beside is not yet what is read. */
  @Test
  void a_patient_reader_waits_for_what_is_built_to_be_read() {
    var orders = node.shown(node.record(40));
    node.holdAt(orders.getFirst()); // and so at its whole segment
    String replay = node.startReplay();
    await().until(() -> !node.built().isEmpty());
    var built = node.built().getFirst();
    var answer =
        CompletableFuture.supplyAsync(
            () -> node.ask("GET", "/orders/" + built + "?atLeastVersion=5", "Prefer", "wait=30"));
    await().pollDelay(Duration.ofMillis(500)).until(() -> !answer.isDone());
    node.record(5, List.of(new OrderEvents(built).delivered()));
    await()
        .until(
            () ->
                node.jdbc()
                    .queryForList(
                        "select version from views.order_view_next where order_id = ?",
                        Long.class,
                        built.value())
                    .contains(5L));
    await().pollDelay(Duration.ofMillis(500)).until(() -> !answer.isDone());

    node.holdAt(null);

    assertThat(QueryNode.json(answer.join()).path("version").asLong()).isEqualTo(5);
    node.assertEnds(replay, "DONE");
  }

  @Test
  void a_node_that_is_stopped_in_the_middle_leaves_the_rest_to_the_next() {
    var orders = node.shown(node.record(60));
    var before = node.rows(orders);
    node.holdAt(orders.getLast());
    String replay = node.startReplay();
    await().until(() -> !node.built().isEmpty());
    node.close();

    node = new QueryNode(url);
    assertThat(node.rows(orders)).isEqualTo(before);
    node.assertEnds(replay, "DONE");

    assertThat(node.rows(orders)).isEqualTo(before);
    assertThat(node.tables()).containsExactly("order_view");
  }

  @Test
  void a_cancelled_replay_leaves_what_was_read_and_goes_on_from_there() {
    var broken = new OrderEvents(new OrderId(UUID.randomUUID()));
    node.record(0, List.of(broken.created(), broken.reserved()));
    node.record(3, List.of(broken.processed()));
    await().untilAsserted(() -> assertThat(node.letters()).containsExactly(broken.id().toString()));
    var orders = node.shown(node.record(40));
    var before = node.rows(orders);
    node.holdAt(orders.getLast());
    String replay = node.startReplay();
    await().until(() -> !node.built().isEmpty());
    assertThat(node.progress(replay).path("percent").asInt()).isLessThan(100);
    assertThat(node.ask("POST", QueryNode.REPLAYS).body()).contains("REPLAY_RUNNING");
    var newcomers = node.record(10);
    var late = List.of(new OrderEvents(orders.getFirst()).delivered());
    node.record(5, late);

    var cancelled = node.ask("DELETE", replay);

    assertThat(QueryNode.json(cancelled).path("state").asString()).isEqualTo("CANCELLED");
    assertThat(node.tables()).containsExactly("order_view");
    assertThat(node.letters()).containsExactly(broken.id().toString());
    assertThat(node.rows(orders.subList(1, 40))).hasSize(39).allMatch(before::contains);
    node.holdAt(null);
    node.shown(newcomers);
    await()
        .atMost(QueryNode.PATIENCE)
        .until(() -> QueryNode.json(node.get(orders.getFirst())).path("version").asLong() == 5);
    assertThat(node.ask("DELETE", replay).statusCode()).isEqualTo(200);
    node.assertEnds(node.startReplay(), "DONE");
    assertThat(node.rows(orders.subList(1, 40))).hasSize(39).allMatch(before::contains);
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
    assertThat(node.tables()).containsExactly("order_view");
    node.shown(orders);
    node.shown(node.record(5));
  }

  @Test
  void rows_of_another_form_than_those_that_are_read_do_not_take_their_place() {
    var orders = node.shown(node.record(10));
    node.holdAt(orders.getLast());
    String replay = node.startReplay();
    node.jdbc().execute("alter table views.order_view add column shelf text");

    assertThat(node.assertEnds(replay, "FAILED").path("reason").asString()).contains("changed");
    node.holdAt(null);
    node.shown(node.record(5));
  }

  @Test
  void a_reset_past_the_replay_is_refused() {
    node.processor().shutDown();

    assertThatThrownBy(() -> node.processor().resetTokens())
        .rootCause()
        .hasMessageContaining("/replays");
  }
}
