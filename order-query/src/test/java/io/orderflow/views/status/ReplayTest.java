package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.engine.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A replay while orders are placed and read, and all that may come in between. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplayTest {

  private static final String REPLAYS = "/admin/processors/order-views/replays";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String url = TestDatabase.createUrl();
  private QueryNode node = new QueryNode(url);

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_replay_gives_byte_identical_rows_while_orders_keep_coming_and_readers_miss_none() {
    var orders = shown(node.record(200));
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
              failures.addAll(read(orders, reads));
              newcomers.addAll(node.record(5));
            });

    for (int round = 0; round < 3 || reads.get() < 3L * orders.size(); round++) {
      assertEnds(node, start(node), "DONE");
    }
    stopped.set(true);
    reader.join();

    assertThat(failures).isEmpty();
    assertThat(node.rows(orders)).isEqualTo(before);
    shown(List.copyOf(newcomers));
    assertThat(tables()).containsExactly("order_view");
  }

  @Test
  void the_table_that_takes_the_place_has_the_same_name_indexes_and_settings() {
    node.jdbc().execute("create index orders_of_customer on views.order_view (customer_id)");
    var before = madeOf();

    assertEnds(node, start(node), "DONE");

    assertThat(madeOf()).isEqualTo(before);
  }

  @Test
  void a_replay_of_an_idle_store_ends_at_a_hundred_per_cent() {
    assertThat(assertEnds(node, start(node), "DONE").path("percent").asInt()).isEqualTo(100);

    var orders = shown(node.record(20));
    var done = assertEnds(node, start(node), "DONE");

    assertThat(done.path("percent").asInt()).isEqualTo(100);
    assertThat(done.path("target").asLong()).isEqualTo(100);
    assertThat(done.path("position").asLong()).isEqualTo(100);
    assertThat(done.path("endedAt").asString()).isNotEmpty();
    shown(orders);
  }

  @Test
  void a_node_that_is_stopped_in_the_middle_leaves_the_rest_to_the_next() {
    var orders = shown(node.record(60));
    var before = node.rows(orders);
    node.holdAt(orders.getLast());
    String replay = start(node);
    await().until(() -> built() > 0);
    node.close();

    node = new QueryNode(url);
    assertThat(node.rows(orders)).isEqualTo(before);
    assertEnds(node, replay, "DONE");

    assertThat(node.rows(orders)).isEqualTo(before);
    assertThat(tables()).containsExactly("order_view");
  }

  @Test
  void a_replay_takes_the_segments_from_the_node_that_has_them() {
    var orders = shown(node.record(60));
    var before = node.rows(orders);
    try (var other = new QueryNode(url)) {
      assertThat(other.processor().processingStatus()).isEmpty();
      var stopped = new AtomicBoolean();
      var newcomers = new ConcurrentLinkedQueue<OrderId>();
      var placer =
          until(
              stopped,
              () -> {
                newcomers.addAll(node.record(1));
                read(orders, new AtomicLong());
              });

      assertEnds(node, start(other), "DONE");
      stopped.set(true);
      placer.join();

      assertThat(node.rows(orders)).isEqualTo(before);
      shown(List.copyOf(newcomers));
      assertThat(letters()).isEmpty();
    }
  }

  @Test
  void a_cancelled_replay_leaves_what_was_read_and_goes_on_from_there() {
    var broken = new OrderEvents(new OrderId(UUID.randomUUID()));
    node.record(0, List.of(broken.created(), broken.reserved()));
    node.record(3, List.of(broken.processed()));
    await().untilAsserted(() -> assertThat(letters()).containsExactly(broken.id().toString()));
    var orders = shown(node.record(40));
    var before = node.rows(orders);
    node.holdAt(orders.getLast());
    String replay = start(node);
    await().until(() -> built() > 0);
    assertThat(progress(node, replay).path("percent").asInt()).isLessThan(100);
    assertThat(node.ask("POST", REPLAYS).body()).contains("REPLAY_RUNNING");
    var newcomers = node.record(10);
    var late = List.of(new OrderEvents(orders.getFirst()).delivered());
    node.record(5, late);

    var cancelled = node.ask("DELETE", replay);

    assertThat(QueryNode.json(cancelled).path("state").asString()).isEqualTo("CANCELLED");
    assertThat(tables()).containsExactly("order_view");
    assertThat(letters()).containsExactly(broken.id().toString());
    assertThat(node.rows(orders.subList(1, 40))).hasSize(39).allMatch(before::contains);
    node.holdAt(null);
    shown(newcomers);
    await()
        .atMost(PATIENCE)
        .until(() -> QueryNode.json(get(orders.getFirst())).path("version").asLong() == 5);
    assertThat(node.ask("DELETE", replay).statusCode()).isEqualTo(200);
    assertEnds(node, start(node), "DONE");
    assertThat(node.rows(orders.subList(1, 40))).hasSize(39).allMatch(before::contains);
  }

  @Test
  void rows_that_would_know_less_than_those_that_are_read_do_not_take_their_place() {
    var orders = shown(node.record(10));
    node.jdbc()
        .update(
            "update views.order_view set version = version + 1 where order_id = ?",
            orders.getFirst().value());

    var failed = assertEnds(node, start(node), "FAILED");

    assertThat(failed.path("reason").asString()).startsWith("1 orders would be older");
    assertThat(tables()).containsExactly("order_view");
    shown(orders);
    shown(node.record(5));
  }

  @Test
  void rows_of_another_form_than_those_that_are_read_do_not_take_their_place() {
    var orders = shown(node.record(10));
    node.holdAt(orders.getLast());
    String replay = start(node);
    node.jdbc().execute("alter table views.order_view add column shelf text");

    assertThat(assertEnds(node, replay, "FAILED").path("reason").asString()).contains("changed");
    node.holdAt(null);
    shown(node.record(5));
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
      assertThat(node.ask("GET", REPLAYS + "/" + id).body()).contains("REPLAY_NOT_FOUND");
    }
    String done = start(node);
    assertEnds(node, done, "DONE");
    var late = node.ask("DELETE", done);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("REPLAY_ENDED");
  }

  /** It would fold old events into rows that are newer, and show nothing of what it mended. */
  @Test
  void a_reset_past_the_replay_is_refused() {
    node.processor().shutDown();

    assertThatThrownBy(() -> node.processor().resetTokens())
        .rootCause()
        .hasMessageContaining("/replays");
  }

  private String start(QueryNode at) {
    var started = at.ask("POST", REPLAYS);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    String location = started.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith("/api/v1" + REPLAYS + "/");
    return location.substring("/api/v1".length());
  }

  private static JsonNode progress(QueryNode at, String replay) {
    return QueryNode.json(at.ask("GET", replay));
  }

  private static JsonNode assertEnds(QueryNode at, String replay, String state) {
    await()
        .atMost(PATIENCE)
        .until(() -> !progress(at, replay).path("state").asString().equals("RUNNING"));
    var ended = progress(at, replay);
    assertThat(ended.path("state").asString()).as(ended.toString()).isEqualTo(state);
    return ended;
  }

  /** Once they are all there as far as they have come. */
  private List<OrderId> shown(List<OrderId> orders) {
    await().atMost(PATIENCE).until(() -> read(orders, new AtomicLong()).isEmpty());
    return orders;
  }

  /** What is wrong with what a reader sees of shipped orders. */
  private List<String> read(List<OrderId> orders, AtomicLong reads) {
    var wrong = new ArrayList<String>();
    for (var order : orders) {
      var answer = get(order);
      reads.incrementAndGet();
      if (answer.statusCode() != 200 || QueryNode.json(answer).path("version").asLong() < 4) {
        wrong.add(answer.statusCode() + " " + answer.body());
      }
    }
    return wrong;
  }

  private HttpResponse<String> get(OrderId order) {
    return node.ask("GET", "/orders/" + order);
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

  private long built() {
    return Objects.requireNonNull(
        node.jdbc().queryForObject("select count(*) from views.order_view_next", Long.class));
  }

  private List<String> letters() {
    return node.jdbc().queryForList("select aggregate_id from views.dead_letter", String.class);
  }

  private List<String> tables() {
    return node.jdbc()
        .queryForList(
            "select tablename from pg_tables where tablename like 'order_view%'", String.class);
  }

  private List<String> madeOf() {
    return node.jdbc()
        .queryForList(
            """
            select indexdef from pg_indexes where schemaname = 'views' and tablename = 'order_view'
            union all select array_to_string(reloptions, ',') from pg_class where oid = 'views.order_view'::regclass
            union all select conname from pg_constraint where conrelid = 'views.order_view'::regclass
            order by 1""",
            String.class);
  }
}
