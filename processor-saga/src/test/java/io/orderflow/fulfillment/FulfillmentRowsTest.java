package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.ChargeId;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderCommand.AbandonStep;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.PaymentCaptured;
import io.orderflow.api.order.OrderEvent.ProcessingCompleted;
import io.orderflow.api.order.OrderEvent.ShipmentDelivered;
import io.orderflow.api.order.OrderEvent.StepAttemptFailed;
import io.orderflow.api.order.OrderEvent.StockReserved;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The one row of an order on a real PostgreSQL, under batches, trouble, deadlines and dead workers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FulfillmentRowsTest {

  private static final ChargeId CHARGE = new ChargeId("ch_1");

  /** PostgreSQL ends none that waits, so that a ring of them is not undone before it is seen. */
  private static final Map<String, String> ENDLESS_TRANSACTIONS =
      Map.of("orderflow.transactions.timeout", "5m", "orderflow.transactions.idle-timeout", "5m");

  private FulfillmentNode node;

  @BeforeAll
  void start() {
    node =
        FulfillmentNode.start(
            TestDatabase.createUrl(),
            new FulfillmentNode.Setting(
                Clock.systemUTC(), _ -> new OrderOutcome.Accepted(0), ENDLESS_TRANSACTIONS));
  }

  @AfterAll
  void stop() {
    node.close();
  }

  @AfterEach
  void clean_up() {
    node.sql("drop trigger if exists trouble on fulfillment.fulfillment");
    node.sql("truncate fulfillment.fulfillment");
  }

  @Test
  void a_batch_of_many_orders_loses_no_saga_write() {
    var orders = IntStream.range(0, 500).mapToObj(_ -> newOrder()).toList();
    node.publish(orders.stream().map(Orders::created).toList());
    await().untilAsserted(() -> assertThat(rowsAsking("STOCK")).isEqualTo(500));
    node.publish(
        orders.stream().map(order -> Orders.event(order, 1, new StockReserved(order))).toList());
    await().untilAsserted(() -> assertThat(rowsAsking("PAYMENT")).isEqualTo(500));
  }

  @Test
  void many_events_of_one_order_in_one_batch_end_in_its_last_state() {
    var order = newOrder();
    node.publish(
        List.of(
            Orders.created(order),
            Orders.event(order, 1, new StockReserved(order)),
            Orders.event(order, 2, new PaymentCaptured(order, CHARGE, Orders.TOTAL)),
            Orders.event(order, 3, new ProcessingCompleted(order))));
    await().untilAsserted(() -> assertThat(rowsAsking("SHIPPING")).isOne());
    assertThat(node.text("select document->'order'->>'charge' from fulfillment.fulfillment"))
        .isEqualTo("ch_1");
  }

  @Test
  void an_order_that_has_ended_leaves_no_row_also_within_one_batch() {
    var lived = newOrder();
    var waits = newOrder();
    node.publish(Stream.concat(wholeLife(lived), Stream.of(Orders.created(waits))).toList());
    await().untilAsserted(() -> assertThat(rowsAsking("STOCK")).isOne());
    assertThat(node.number("select count(*) from fulfillment.fulfillment")).isOne();
  }

  @Test
  void a_batch_that_cannot_be_stored_is_handled_again_and_nothing_of_it_is_lost() {
    node.sql(
        "create or replace function fulfillment.trouble() returns trigger language plpgsql as"
            + " $$ begin raise exception 'disk on fire'; end $$");
    node.sql(
        "create trigger trouble before insert on fulfillment.fulfillment for each row execute"
            + " function fulfillment.trouble()");
    var orders = IntStream.range(0, 20).mapToObj(_ -> newOrder()).toList();
    node.publish(orders.stream().map(Orders::created).toList());
    await().until(() -> node.processorIsInTrouble());
    assertThat(node.number("select count(*) from fulfillment.fulfillment")).isZero();
    node.sql("drop trigger trouble on fulfillment.fulfillment");
    await().untilAsserted(() -> assertThat(rowsAsking("STOCK")).isEqualTo(20));
  }

  @Test
  void an_order_whose_row_cannot_be_read_stops_alone() {
    var broken = newOrder();
    var sound = newOrder();
    node.publish(List.of(Orders.created(broken), Orders.created(sound)));
    await().untilAsserted(() -> assertThat(rowsAsking("STOCK")).isEqualTo(2));
    node.sql(
        "update fulfillment.fulfillment set document = '{}' where order_id = '%s'"
            .formatted(broken));
    node.publish(
        List.of(
            Orders.event(broken, 1, new StockReserved(broken)),
            Orders.event(sound, 1, new StockReserved(sound))));
    await().untilAsserted(() -> assertThat(rowsAsking("PAYMENT")).isOne());
    assertThat(node.text("select string_agg(aggregate_id, ' ') from fulfillment.dead_letter"))
        .isEqualTo(broken.toString());
    node.sql("truncate fulfillment.dead_letter");
  }

  @Test
  void a_due_deadline_fires_once_and_the_order_is_asked_to_give_up() {
    var order = newOrder();
    node.publish(List.of(Orders.created(order)));
    await().untilAsserted(() -> assertThat(rowsAsking("STOCK")).isOne());
    overdue();
    await()
        .untilAsserted(
            () ->
                assertThat(node.commands()).filteredOn(c -> c.orderId().equals(order)).hasSize(1));
    assertThat(node.commands())
        .contains(new AbandonStep(order, Step.STOCK, "STOCK gave no answer in time"));
  }

  @Test
  void the_task_of_a_dead_worker_is_taken_up_again_when_its_lease_has_lapsed() {
    var order = newOrder();
    node.publish(List.of(Orders.created(order)));
    awaitWaiting(); // later than the partner was asked
    assertThat(node.asked(order, Step.STOCK)).isEqualTo(1);
    node.sql(
        "update fulfillment.fulfillment set task = 'request STOCK 1/1', lane = 'stock', document = jsonb_set(jsonb_set(document,"
            + " '{task}', '{\"is\":\"request\",\"step\":\"STOCK\",\"requestNo\":1,\"attempt\":1}'),"
            + " '{state,is}', '\"asking\"'), lease_until = now() - interval '1 second'");
    await().until(() -> node.asked(order, Step.STOCK) == 2);
  }

  @Test
  void deadlines_and_batches_over_the_same_orders_neither_block_nor_lose_each_other() {
    var orders = IntStream.range(0, 300).mapToObj(_ -> newOrder()).toList();
    node.publish(orders.stream().map(Orders::created).toList());
    await().untilAsserted(() -> assertThat(rowsAsking("STOCK")).isEqualTo(300));
    overdue();
    node.publish(
        orders.stream().map(order -> Orders.event(order, 1, new StockReserved(order))).toList());
    await().untilAsserted(() -> assertThat(rowsAsking("PAYMENT")).isEqualTo(300));
  }

  @Test
  void the_row_remembers_the_failure_the_order_was_told_of_last() {
    var order = newOrder();
    var attempt = new Attempt(Attempt.Kind.REQUEST, Step.STOCK, null, 1, 1);
    node.publish(List.of(Orders.created(order)));
    awaitWaiting();
    node.sql( // as if it were being asked once more
        "update fulfillment.fulfillment set document = jsonb_set(document, '{state,is}', '\"asking\"')");
    node.publish(
        List.of(
            Orders.event(
                order,
                1,
                new StepAttemptFailed(
                    order, attempt, "503", Instant.parse("2100-01-01T00:00:00Z")))));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        node.text(
                            "select document->'lastFailure'->>'error' from fulfillment.fulfillment"))
                    .isEqualTo("503"));
  }

  /** The captured charge is late: its success is no news, but the refund needs its id. */
  @Test
  void a_change_within_a_turn_is_stored_and_keeps_the_deadline() {
    var order = newOrder();
    var turn = "select turn || ' ' || deadline_at from fulfillment.fulfillment";
    node.publish(
        List.of(
            Orders.created(order),
            Orders.event(order, 1, new StockReserved(order)),
            Orders.event(order, 2, new ProcessingCompleted(order))));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        node.text(
                            "select concat_ws(' ', document->'state'->>'is',"
                                + " document->'state'->'work'->>'step')"
                                + " from fulfillment.fulfillment"))
                    .isEqualTo("waiting SHIPPING"));
    var before = node.text(turn);
    node.publish(List.of(Orders.event(order, 3, new PaymentCaptured(order, CHARGE, Orders.TOTAL))));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        node.text(
                            "select document->'order'->>'charge' from fulfillment.fulfillment"))
                    .isEqualTo("ch_1"));
    assertThat(node.text(turn)).isEqualTo(before);
  }

  private void awaitWaiting() {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        node.text("select document->'state'->>'is' from fulfillment.fulfillment"))
                    .isEqualTo("waiting"));
  }

  private void overdue() {
    node.sql(
        "update fulfillment.fulfillment set deadline_at = now() - interval '1 second', document ="
            + " jsonb_set(document, '{state,work,overdueAt}', to_jsonb('2020-01-01T00:00:00Z'::text))");
  }

  private long rowsAsking(String step) {
    return node.number(
        "select count(*) from fulfillment.fulfillment where document->'state'->'work'->>'step' = '"
            + step
            + "'");
  }

  private static OrderId newOrder() {
    return new OrderId(UUID.randomUUID());
  }

  private static Stream<Orders.Stored> wholeLife(OrderId order) {
    var events =
        List.<OrderEvent>of(
            new StockReserved(order),
            new PaymentCaptured(order, CHARGE, Orders.TOTAL),
            new ProcessingCompleted(order),
            new ShipmentDelivered(order));
    return Stream.concat(
        Stream.of(Orders.created(order)),
        IntStream.range(0, events.size()).mapToObj(i -> Orders.event(order, i + 1, events.get(i))));
  }
}
