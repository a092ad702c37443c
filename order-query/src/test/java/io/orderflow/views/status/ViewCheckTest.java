package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A check of the view finds what differs, and nothing else. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ViewCheckTest {

  private static final String CHECKS = "/admin/projections/order-views/checks";

  private final String url = TestDatabase.createUrl();
  private final QueryNode node = new QueryNode(url);

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_view_that_is_as_its_events_has_no_difference_while_orders_arrive() {
    node.shown(node.record(120));
    var stopped = new AtomicBoolean();
    var orders = new ArrayList<OrderId>();
    var arriving =
        CompletableFuture.runAsync(
            () -> {
              do {
                orders.addAll(node.record(3));
              } while (!stopped.get());
            });

    var ended = ended(start());
    stopped.set(true);
    arriving.join();

    assertThat(orders).isNotEmpty();
    assertThat(ended.path("state").asString()).isEqualTo("DONE");
    assertThat(ended.path("differing").asLong()).as(ended.toString()).isZero();
    assertThat(ended.path("percent").asInt()).isEqualTo(100);
    assertThat(ended.path("checked").asLong()).isGreaterThanOrEqualTo(120);
  }

  @Test
  void each_row_that_differs_is_named_with_the_event_from_which_on() {
    var orders = node.shown(node.record(7));
    change(orders.get(0), "state = jsonb_set(state, '{payment,status}', '\"DECLINED\"')");
    sql(
        "update views.order_view set payment_status = 'DECLINED' where order_id = ?",
        orders.get(0));
    change(orders.get(1), "customer_id = 'mistaken'");
    sql("delete from views.order_view where order_id = ?", orders.get(2));
    change(orders.get(3), "state = state #- '{payment,charges,taken}'");
    change(orders.get(4), "state = '{\"placed\":{}}'");
    sql(
        "delete from eventstore.domain_event_entry where aggregate_identifier = ?::text"
            + " and sequence_number >= 2",
        orders.get(5));

    var ended = ended(start());

    assertThat(ended.path("differing").asLong()).as(ended.toString()).isEqualTo(6);
    var found = differences(ended);
    assertThat(found)
        .containsEntry(orders.get(0).toString(), "STATE 2")
        .containsEntry(orders.get(1).toString(), "COLUMNS 4")
        .containsEntry(orders.get(2).toString(), "NO_ROW 0")
        .containsEntry(orders.get(3).toString(), "INCOMPLETE 2")
        .containsEntry(orders.get(4).toString(), "UNREADABLE 4")
        .containsEntry(orders.get(5).toString(), "AHEAD 2")
        .hasSize(6);
  }

  @Test
  void an_event_that_the_projection_has_passed_over_is_found() {
    var order = node.shown(node.record(2)).getFirst();
    passOverDelivery(order);

    assertThat(differences(ended(start())))
        .containsExactly(Map.entry(order.toString(), "BEHIND 5"));
  }

  private void passOverDelivery(OrderId order) {
    passOver(order, 5, new OrderEvents(order).delivered());
  }

  private void passOverReservation(OrderId order) {
    passOver(order, 1, new OrderEvents(order).reserved());
  }

  private void passOver(OrderId order, long sequence, OrderEvent event) {
    var before = rows(order);
    node.record(sequence, List.of(event));
    await().untilAsserted(() -> assertThat(version(order)).isEqualTo(sequence));
    sql("delete from views.order_view where order_id = ?", order);
    node.jdbc()
        .update(
            "insert into views.order_view select * from jsonb_populate_record(null::views.order_view, ?::jsonb)",
            before);
  }

  @Test
  void there_is_one_check_at_a_time_and_it_can_be_cancelled() {
    node.shown(node.record(3));
    var held = new OrderEvents(new OrderId(UUID.randomUUID()));
    node.holdAt(held.id());
    node.record(0, held.until(Step.STOCK));

    String check = start();
    var second = node.ask("POST", CHECKS);
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(QueryNode.json(second).path("code").asString()).isEqualTo("CHECK_RUNNING");
    assertThat(check).endsWith("/" + QueryNode.json(second).path("checkId").asString());

    assertThat(QueryNode.json(node.ask("DELETE", check)).path("state").asString())
        .isEqualTo("CANCELLED");
    assertThat(node.ask("DELETE", check).statusCode()).isEqualTo(200);
    node.holdAt();
    assertThat(ended(start()).path("differing").asLong()).isZero();
  }

  @Test
  void a_row_that_is_late_is_not_taken_for_differing() {
    var late = node.shown(node.record(1)).getFirst();
    node.holdAt(late);
    node.record(5, List.of(new OrderEvents(late).delivered()));
    String check = start();
    await()
        .pollDelay(Duration.ofSeconds(4))
        .untilAsserted(
            () -> assertThat(node.progress(check).toString()).contains("\"state\":\"RUNNING\""));

    node.holdAt();

    assertThat(ended(check).path("differing").asLong()).isZero();
    assertThat(version(late)).isEqualTo(5);
  }

  @Test
  void rows_after_a_late_one_are_compared_without_waiting_for_it() {
    node.shown(node.record(120));
    var first =
        node.jdbc()
            .queryForObject(
                "select order_id from views.order_view order by order_id limit 1", UUID.class);
    var late = new OrderId(Objects.requireNonNull(first));
    node.holdAt(late);
    node.record(5, List.of(new OrderEvents(late).delivered()));

    String check = start();

    await().until(() -> node.progress(check).path("checked").asLong() == 120);
    assertThat(node.progress(check).path("state").asString()).isEqualTo("RUNNING");
    node.holdAt();
    assertThat(ended(check).path("differing").asLong()).isZero();
  }

  @Test
  void rows_that_a_replay_rebuilds_are_not_taken_for_differing() {
    var orders = node.shown(node.record(3));
    node.holdAt(orders.get(1));
    String replay = node.startReplay();
    var newcomers = node.record(2);
    node.record(5, List.of(new OrderEvents(orders.get(1)).delivered()));
    String check = start();
    // Long enough for the second look, which has to wait for the projection.
    await()
        .pollDelay(Duration.ofSeconds(4))
        .untilAsserted(
            () -> assertThat(node.progress(check).toString()).contains("\"state\":\"RUNNING\""));

    node.holdAt();
    node.assertEnds(replay, "DONE");

    assertThat(ended(check).path("differing").asLong()).isZero();
    node.shown(newcomers);
  }

  @Test
  void a_check_that_its_node_left_is_finished_by_another() {
    node.shown(node.record(3));
    node.jdbc()
        .update(
            """
            insert into views.view_check
              (projection, state, orders, last_order, target, owner, leased_until, started_at)
            values ('order-views', 'RUNNING', 3, ?, 14, 'gone', now(), now())""",
            new UUID(0, 0));

    assertThat(ended(CHECKS + "/1").path("state").asString()).isEqualTo("DONE");
  }

  @Test
  void rows_that_the_other_node_has_set_aside_are_compared_again() {
    var orders = node.shown(node.record(3));
    passOverDelivery(orders.get(1));
    node.jdbc()
        .update(
            """
            with left_behind as (
              insert into views.view_check
                (projection, state, orders, checked, last_order, target, owner, leased_until, started_at)
              values ('order-views', 'RUNNING', 3, 3, 'ffffffff-ffff-ffff-ffff-ffffffffffff', 15,
                'gone', now(), now()) returning check_id)
            insert into views.view_check_late select check_id, ?, 5 from left_behind""",
            orders.get(1).value());

    assertThat(differences(ended(CHECKS + "/1")))
        .containsExactly(Map.entry(orders.get(1).toString(), "BEHIND 5"));
  }

  @Test
  void of_more_than_a_hundred_differences_a_hundred_are_named_and_all_are_counted() {
    created(120);
    var orders = ordersWithRows();
    node.jdbc().update("update views.order_view set customer_id = 'mistaken'");
    // Found last, because orders without a row are looked for after the rows.
    orders
        .subList(0, 5)
        .forEach(order -> sql("delete from views.order_view where order_id = ?", order));

    var ended = ended(start());

    assertThat(ended.path("differing").asLong()).as(ended.toString()).isEqualTo(120);
    assertThat(ended.path("differences").findValuesAsString("orderId"))
        .containsExactlyElementsOf(orders.subList(5, 105).stream().map(OrderId::toString).toList());
    assertThat(ended.path("differences").findValuesAsString("kind")).containsOnly("COLUMNS");
  }

  @Test
  void a_thousand_late_rows_are_compared_again_before_any_other_row() {
    created(1_100);
    var orders = ordersWithRows();
    passOverReservation(orders.getFirst());
    passOverReservation(orders.getLast());
    var late = orders.subList(1, 1_099);
    node.holdAt(late.toArray(OrderId[]::new));
    node.recordEach(1, late.stream().map(order -> new OrderEvents(order).reserved()).toList());

    String check = start();
    await().until(() -> node.progress(check).path("checked").asLong() >= 1_000);
    // Two steps, a tenth of a second each, would compare the others.
    await()
        .during(Duration.ofSeconds(2))
        .until(
            () -> node.progress(check),
            progress ->
                progress.path("checked").asLong() == 1_000
                    && progress.path("state").asString().equals("RUNNING"));
    node.holdAt();

    var ended = ended(check);
    assertThat(ended.path("checked").asLong()).isEqualTo(1_100);
    assertThat(ended.path("differing").asLong()).isEqualTo(2);
    assertThat(differences(ended))
        .containsOnly(
            Map.entry(orders.getFirst().toString(), "BEHIND 1"),
            Map.entry(orders.getLast().toString(), "BEHIND 1"));
  }

  @Test
  void a_thousand_orders_without_a_row_are_looked_at_again_before_any_other_is_looked_for() {
    created(1_600);
    node.jdbc().update("delete from views.order_view");
    keepWhatEachStepStores();

    var ended = ended(start());

    assertThat(ended.path("differing").asLong()).isEqualTo(1_600);
    assertThat(ended.path("differences").findValuesAsString("kind"))
        .hasSize(100)
        .containsOnly("NO_ROW");
    // A step looks at 500 events, so that the thousandth is found with up to 499 more.
    assertThat(
            node.jdbc()
                .queryForList(
                    "select distinct missing from stored_steps order by missing", Long.class))
        .satisfiesExactly(
            none -> assertThat(none).isZero(),
            first -> assertThat(first).isBetween(1_000L, 1_499L),
            all -> assertThat(all).isEqualTo(1_600));
  }

  /** A step is too short to be met by asking for it. */
  private void keepWhatEachStepStores() {
    node.jdbc()
        .execute(
            """
            create table stored_steps (missing bigint not null);
            create function store_step() returns trigger language plpgsql as $$
              begin
                insert into public.stored_steps values (new.missing);
                return new;
              end $$;
            create trigger store_step after update on views.view_check
              for each row execute function store_step()""");
  }

  /** So many orders of one event, and a row of each. */
  private void created(int orders) {
    node.recordEach(
        0,
        Stream.generate(() -> new OrderEvents(new OrderId(UUID.randomUUID())).created())
            .limit(orders)
            .toList());
    await().until(() -> ordersWithRows().size() == orders);
  }

  /** As they are compared. */
  private List<OrderId> ordersWithRows() {
    return node
        .jdbc()
        .queryForList("select order_id from views.order_view order by order_id", UUID.class)
        .stream()
        .map(OrderId::new)
        .toList();
  }

  private String start() {
    var started = node.ask("POST", CHECKS);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    return started.headers().firstValue("Location").orElseThrow().substring("/api/v1".length());
  }

  private JsonNode ended(String check) {
    await()
        .atMost(QueryNode.PATIENCE)
        .until(() -> !node.progress(check).path("state").asString().equals("RUNNING"));
    return node.progress(check);
  }

  private static Map<String, String> differences(JsonNode check) {
    var found = new HashMap<String, String>();
    for (var each : check.path("differences")) {
      found.put(
          each.path("orderId").asString(),
          each.path("kind").asString() + " " + each.path("event").asLong());
    }
    return found;
  }

  private void change(OrderId order, String change) {
    sql("update views.order_view set " + change + " where order_id = ?", order);
  }

  private void sql(String sql, OrderId order) {
    assertThat(node.jdbc().update(sql, order.value())).isPositive();
  }

  private String rows(OrderId order) {
    return Objects.requireNonNull(
        node.jdbc()
            .queryForObject(
                "select to_jsonb(r)::text from views.order_view r where order_id = ?",
                String.class,
                order.value()));
  }

  private long version(OrderId order) {
    return Objects.requireNonNull(
        node.jdbc()
            .queryForObject(
                "select version from views.order_view where order_id = ?",
                Long.class,
                order.value()));
  }
}
