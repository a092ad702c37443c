package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.engine.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A replay while orders are placed and read, and all that may come in between. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplayTest {

  private final String url = TestDatabase.createUrl();
  private QueryNode node = new QueryNode(url);

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_replay_gives_byte_identical_rows_while_orders_keep_coming_and_readers_miss_none() {
    var orders = node.shown(node.record(200));
    var before = node.rows(orders);
    node.jdbc().update("update views.order_view set customer_id = 'mistaken'");
    var stopped = new AtomicBoolean();
    var failures = new ConcurrentLinkedQueue<String>();
    var reads = new AtomicLong();
    var newcomers = new ConcurrentLinkedQueue<OrderId>();
    var reader =
        until(
            stopped,
            () -> {
              failures.addAll(node.misread(orders));
              reads.incrementAndGet();
              newcomers.addAll(node.record(5));
            });

    var first = node.assertEnds(node.startReplay(), "DONE");
    for (int round = 0; round < 2 || reads.get() < 5; round++) {
      node.assertEnds(node.startReplay(), "DONE");
    }
    stopped.set(true);
    reader.join();

    assertThat(failures).isEmpty();
    assertThat(first.path("changed").asInt()).isEqualTo(200);
    assertThat(node.rows(orders)).isEqualTo(before);
    node.shown(List.copyOf(newcomers));
    assertThat(node.tables()).containsExactly("order_search", "order_view");
  }

  @Test
  void reads_stay_fresh_while_a_replay_runs() {
    var orders = node.shown(node.record(20));
    node.holdReplayAt(orders.getFirst());
    String replay = node.startReplay();
    await().until(() -> node.tokensOf("order-views-next") > 0);

    node.shown(node.record(10));
    var progress = node.progress(replay);
    String processors = node.ask("GET", "/admin/processors").body();
    node.holdReplayAt();

    assertThat(progress.path("state").asString()).isEqualTo("RUNNING");
    assertThat(progress.path("percent").asInt()).isLessThan(100);
    assertThat(processors).contains("order-views-next");
    assertThat(node.assertEnds(replay, "DONE").path("changed").asInt()).isZero();
    assertThat(node.ask("GET", "/admin/processors").body()).doesNotContain("order-views-next");
  }

  /** The comparison is marked as done, so that only the switch itself is left. */
  @Test
  void rows_that_fall_behind_after_the_comparison_are_not_read_before_they_have_caught_up() {
    var orders = node.shown(node.record(5));
    var lateOrder = new OrderId(UUID.randomUUID());
    node.holdReplayAt(orders.getFirst(), lateOrder);
    String replay = node.startReplay();
    var late = node.shown(List.of(node.record(lateOrder)));
    node.holdReplayAt(lateOrder);

    node.jdbc().update("update views.replay set changed = 0");
    await().pollDelay(Duration.ofSeconds(3)).until(() -> node.misread(late).isEmpty());
    var state = node.progress(replay).path("state").asString();
    node.holdReplayAt();

    assertThat(state).isEqualTo("RUNNING");
    node.assertEnds(replay, "DONE");
    assertThat(node.misread(late)).isEmpty();
  }

  @Test
  void orders_that_are_folded_differently_are_counted() {
    var orders = node.shown(node.record(20));
    node.jdbc()
        .update(
            "update views.order_view set state = jsonb_set(state, '{placed,customerId}', '\"mistaken\"') where order_id = any(?)",
            (Object) orders.subList(0, 3).stream().map(OrderId::value).toArray(UUID[]::new));

    assertThat(node.assertEnds(node.startReplay(), "DONE").path("changed").asInt()).isEqualTo(3);
    assertThat(node.assertEnds(node.startReplay(), "DONE").path("changed").asInt()).isZero();
  }

  @Test
  void the_table_that_takes_the_place_has_the_same_name_indexes_and_settings() {
    node.jdbc().execute("create index orders_of_customer on views.order_view (customer_id)");
    var before = madeOf();

    node.assertEnds(node.startReplay(), "DONE");

    assertThat(madeOf()).isEqualTo(before);
  }

  @Test
  void a_replay_of_an_idle_store_ends_at_a_hundred_per_cent() {
    assertThat(node.assertEnds(node.startReplay(), "DONE").path("percent").asInt()).isEqualTo(100);

    var orders = node.shown(node.record(20));
    var done = node.assertEnds(node.startReplay(), "DONE");

    assertThat(done.path("percent").asInt()).isEqualTo(100);
    assertThat(done.path("target").asLong()).isEqualTo(100);
    assertThat(done.path("position").asLong()).isEqualTo(100);
    assertThat(done.path("endedAt").asString()).isNotEmpty();
    node.shown(orders);
  }

  @Test
  void nodes_build_the_rows_together() {
    var orders = node.shown(node.record(60));
    var before = node.rows(orders);
    try (var other = new QueryNode(url)) {
      await().until(() -> other.processor().processingStatus().size() == 1);
      var stopped = new AtomicBoolean();
      var newcomers = new ConcurrentLinkedQueue<OrderId>();
      var placer =
          until(
              stopped,
              () -> {
                newcomers.addAll(node.record(1));
                node.misread(orders);
              });

      node.assertEnds(other.startReplay(), "DONE");
      stopped.set(true);
      placer.join();

      assertThat(node.rows(orders)).isEqualTo(before);
      node.shown(List.copyOf(newcomers));
      assertThat(node.letters()).isEmpty();
    }
  }

  @Test
  void what_cannot_be_replayed_is_refused() {
    var letters = node.ask("POST", "/admin/processors/letters-to-customers/replays");
    assertThat(letters.statusCode()).isEqualTo(409);
    assertThat(letters.body()).contains("NOT_REPLAYABLE");
    var unknown = node.ask("POST", "/admin/processors/nobody/replays");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("PROCESSOR_NOT_FOUND");
    for (String id : List.of("7", "x", "99999999999999999999")) {
      assertThat(node.ask("GET", QueryNode.REPLAYS + "/" + id).body()).contains("REPLAY_NOT_FOUND");
    }
    String done = node.startReplay();
    node.assertEnds(done, "DONE");
    var late = node.ask("DELETE", done);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("REPLAY_ENDED");
  }

  private static CompletableFuture<Void> until(AtomicBoolean stopped, Runnable work) {
    return CompletableFuture.runAsync(
        () -> {
          while (!stopped.get()) {
            work.run();
          }
        },
        task -> Thread.ofPlatform().daemon().start(task));
  }

  private List<String> madeOf() {
    return node.jdbc()
        .queryForList(
            """
            select indexdef from pg_indexes where schemaname = 'views' and tablename in ('order_view', 'order_search')
            union all select array_to_string(reloptions, ',') from pg_class where oid = 'views.order_view'::regclass
            union all select conname from pg_constraint
              where conrelid in ('views.order_view'::regclass, 'views.order_search'::regclass)
            order by 1""",
            String.class);
  }
}
