package io.orderflow.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.ChargeId;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent.CancellationStarted;
import io.orderflow.api.order.OrderEvent.StepResolved;
import io.orderflow.api.order.OrderEvent.StepRetryRequested;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.origin.Origin;
import io.orderflow.views.list.ListedOrder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BulkOperationTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static BulkNode node;
  private static BulkClient client;

  @BeforeAll
  static void start() {
    node = new BulkNode(TestDatabase.createUrl());
    client = node.client();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  /** Each test has orders of a customer of its own. */
  private final String customer = "c-" + UUID.randomUUID();

  private String retry() {
    return """
        {"action":"retry","filter":{"attention":"true","customerId":"%s"},"note":"they are back"}"""
        .formatted(customer);
  }

  private String cancel() {
    return """
        {"action":"cancel","filter":{"customerId":["%s"]},"note":"account closed"}"""
        .formatted(customer);
  }

  @Test
  void a_preview_counts_all_that_match_and_does_nothing() {
    var orders = node.overdue(7, customer);
    node.order(customer);

    var answer = client.send("POST", "", retry());
    var preview = client.sent(201, "POST", "", retry());

    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .matches("/api/v1/admin/bulk-operations/[0-9]+");
    assertThat(preview.path("state").asString()).isEqualTo("PREVIEWED");
    assertThat(preview.path("count").asInt()).isEqualTo(7);
    assertThat(preview.path("filter").path("attention").toString()).isEqualTo("[\"true\"]");
    assertThat(preview.at("/progress/left").asInt()).isEqualTo(7);
    assertThat(preview.path("examples").size()).isEqualTo(5);
    var example = preview.path("examples").get(0);
    assertThat(OrderId.parse(example.path("orderId").asString())).isIn(orders);
    assertThat(example.path("customerId").asString()).isEqualTo(customer);
    assertThat(example.path("status").asString()).isEqualTo("PROCESSING");
    assertThat(example.path("attention").toString()).isEqualTo("[\"SHIPPING\"]");
    assertThat(client.orders("/" + preview.path("id").asString(), null))
        .containsExactlyInAnyOrderElementsOf(orders);
    assertThat(orders).allMatch(order -> node.events(order, StepRetryRequested.class).isEmpty());
  }

  @Test
  void exactly_the_previewed_orders_are_acted_upon() {
    var orders = node.overdue(45, customer);
    String operation = client.preview(retry());
    var late = node.overdue(2, customer);

    var started = client.confirmed(operation);
    var done = client.awaitState(operation, "DONE");

    assertThat(started.path("state").asString()).isIn("RUNNING", "DONE");
    assertThat(done.at("/progress/done").asInt()).isEqualTo(45);
    assertThat(done.at("/progress/left").asInt()).isZero();
    assertThat(done.path("endedAt").isMissingNode()).isFalse();
    assertThat(client.orders(operation, "DONE")).containsExactlyInAnyOrderElementsOf(orders);
    for (var order : orders) {
      assertThat(node.events(order, StepRetryRequested.class))
          .containsExactly(new StepRetryRequested(order, Step.SHIPPING, null, 1, "they are back"));
    }
    assertThat(late).allMatch(order -> node.events(order, StepRetryRequested.class).isEmpty());
  }

  @Test
  void an_event_says_by_which_operation_it_was_caused() {
    var order = node.overdue(1, customer).getFirst();
    String operation = client.preview(retry());
    client.sent(
        202,
        "POST",
        operation + "/confirmation",
        "{\"count\":1}",
        "traceparent",
        "00-11112222333344445555666677778888-1111222233334444-01");
    client.awaitState(operation, "DONE");

    assertThat(node.events(order).getLast().origin())
        .contains(
            new Origin(
                Origin.Cause.REQUEST,
                null,
                "11112222333344445555666677778888",
                "bulk-operation-" + operation.substring(1)));
  }

  @Test
  void every_order_has_an_honest_result() {
    var open = node.order(customer);
    var unpaid = BulkNode.unpaid(customer);
    var begun =
        node.record(
            unpaid,
            new CancellationStarted(
                unpaid.id(), CancellationReason.CUSTOMER, Step.STOCK, Actor.CUSTOMER, null));
    var road = ListedOrder.of(customer, NOON, "sku Thing");
    var shipped = node.record(road.dispatched("t-1"));
    String operation = client.preview(cancel());
    client.confirmed(operation);

    var done = client.awaitState(operation, "DONE");

    assertThat(done.path("progress").toString())
        .startsWith(
            "{\"total\":3,\"done\":1,\"unchanged\":1,"
                + "\"refused\":[{\"code\":\"NOT_CANCELLABLE\",\"orders\":1}],\"left\":0");
    assertThat(client.orders(operation, "DONE")).containsExactly(open);
    assertThat(client.orders(operation, "UNCHANGED")).containsExactly(begun);
    assertThat(client.orders(operation, "REFUSED")).containsExactly(shipped);
    var line =
        client.sent(200, "GET", operation + "/orders?result=REFUSED", null).path("items").get(0);
    assertThat(line.path("code").asString()).isEqualTo("NOT_CANCELLABLE");
    assertThat(line.path("detail").asString()).isEqualTo("it has been dispatched");
    assertThat(node.events(open, CancellationStarted.class))
        .containsExactly(
            new CancellationStarted(
                open, CancellationReason.OPERATOR, Step.STOCK, Actor.OPERATOR, "account closed"));
    assertThat(node.events(begun, CancellationStarted.class)).hasSize(1);
  }

  @Test
  void only_the_selected_attentions_are_answered() {
    var unpaid = BulkNode.unpaid(customer);
    var id = unpaid.id();
    node.record(
        unpaid.paid(),
        BulkNode.raised(id, Step.PAYMENT, "ch_1", "refunding ch_1 was refused"),
        BulkNode.raised(id, Step.PAYMENT, "ch_2", "refunding ch_2 was refused"),
        BulkNode.raised(id, Step.PAYMENT, null, "undoing PAYMENT is overdue"),
        BulkNode.raised(id, Step.SHIPPING, null, "undoing SHIPPING is overdue"));
    String body =
        """
        {"action":"retry","note":"n","filter":{"customerId":"%s","attention":["PAYMENT"],
          "attentionReason":"refunding a charge was refused"}}"""
            .formatted(customer);
    String operation = client.preview(body);
    client.confirmed(operation);
    client.awaitState(operation, "DONE");

    assertThat(node.events(id, StepRetryRequested.class))
        .containsExactlyInAnyOrder(
            new StepRetryRequested(id, Step.PAYMENT, new ChargeId("ch_1"), 1, "n"),
            new StepRetryRequested(id, Step.PAYMENT, new ChargeId("ch_2"), 1, "n"));
    assertThat(client.show(operation).at("/progress/done").asInt()).isEqualTo(1);
  }

  @Test
  void an_attention_that_was_answered_meanwhile_is_left_alone() {
    var orders = node.overdue(2, customer);
    String first = client.preview(retry());
    String second = client.preview(retry().replace("they are back", "another note"));
    client.confirmed(first);
    client.awaitState(first, "DONE");
    client.confirmed(second);
    var done = client.awaitState(second, "DONE");

    assertThat(done.at("/progress/unchanged").asInt()).isEqualTo(2);
    assertThat(client.sent(200, "GET", second + "/orders", null).at("/items/0/code").asString())
        .isEqualTo("STALE_ATTENTION");
    assertThat(orders).allMatch(order -> node.events(order, StepRetryRequested.class).size() == 1);
  }

  @Test
  void a_shipment_is_resolved_with_its_outcome() {
    var order = node.overdue(1, customer).getFirst();
    String body =
        """
        {"action":"resolve","filter":{"customerId":"%s","attention":"SHIPPING"},
         "outcome":"SHIPPED","note":"the carrier has it"}"""
            .formatted(customer);
    String operation = client.preview(body);
    assertThat(client.show(operation).path("outcome").asString()).isEqualTo("SHIPPED");
    client.confirmed(operation);
    client.awaitState(operation, "DONE");

    assertThat(node.events(order, StepResolved.class))
        .containsExactly(
            new StepResolved(
                order, Step.SHIPPING, null, 1, ShipmentResolution.SHIPPED, "the carrier has it"));
  }

  @Test
  void a_confirmation_names_the_count_of_the_preview() {
    node.overdue(3, customer);
    String operation = client.preview(retry());

    var problem =
        client.refused(409, "COUNT_DIFFERS", "POST", operation + "/confirmation", "{\"count\":2}");
    assertThat(problem.path("count").asInt()).isEqualTo(3);
    assertThat(client.show(operation).path("state").asString()).isEqualTo("PREVIEWED");

    client.confirmed(operation);
    var again = client.send("POST", operation + "/confirmation", "{\"count\":3}");
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    client.awaitState(operation, "DONE");
    client.refused(409, "OPERATION_ENDED", "POST", operation + "/pause", null);
    client.refused(409, "OPERATION_ENDED", "DELETE", operation, null);
  }

  @Test
  void a_preview_can_be_confirmed_for_an_hour() {
    node.overdue(1, customer);
    String operation = client.preview(retry());
    node.jdbc()
        .update(
            "update views.bulk_operation set created_at = created_at - interval '61 minutes' where operation_id = ?",
            Long.parseLong(operation.substring(1)));

    client.refused(409, "PREVIEW_EXPIRED", "POST", operation + "/confirmation", "{\"count\":1}");
  }

  @Test
  void a_preview_is_neither_paused_nor_resumed_and_can_be_dropped() {
    node.overdue(1, customer);
    String operation = client.preview(retry());
    client.refused(409, "OPERATION_NOT_CONFIRMED", "POST", operation + "/pause", null);
    client.refused(409, "OPERATION_NOT_CONFIRMED", "POST", operation + "/resume", null);

    for (int times = 0; times < 2; times++) {
      assertThat(client.sent(200, "DELETE", operation, null).path("state").asString())
          .isEqualTo("CANCELLED");
    }
    client.refused(409, "OPERATION_ENDED", "POST", operation + "/confirmation", "{\"count\":1}");
  }

  @Test
  void an_operation_pauses_between_steps_and_goes_on() {
    var orders = node.overdue(50, customer);
    node.writeSide().close();
    String operation = client.preview(retry());
    client.confirmed(operation);
    node.writeSide().gate.release(5);
    await().atMost(BulkClient.PATIENCE).until(() -> node.writeSide().gate.hasQueuedThreads());
    var paused = client.sent(200, "POST", operation + "/pause", null);
    assertThat(paused.path("state").asString()).isEqualTo("PAUSED");
    assertThat(client.send("POST", operation + "/pause", null).headers().map())
        .containsKey("idempotent-replayed");

    node.writeSide().open();
    await()
        .atMost(BulkClient.PATIENCE)
        .until(() -> client.left(operation) == 50 - BulkOperationRunner.AT_A_TIME);
    String other = client.preview(cancel().replace(customer, "nobody-" + customer));
    client.confirmed(other); // it would be worked on after the first, if that went on
    client.awaitState(other, "DONE");
    assertThat(client.left(operation)).isEqualTo(50 - BulkOperationRunner.AT_A_TIME);

    client.sent(200, "POST", operation + "/resume", null);
    client.awaitState(operation, "DONE");
    assertThat(orders).allMatch(order -> node.events(order, StepRetryRequested.class).size() == 1);
  }

  @Test
  void a_stopped_operation_leaves_the_other_orders_as_they_are() {
    var orders = node.overdue(30, customer);
    node.writeSide().close();
    String operation = client.preview(retry());
    client.confirmed(operation);
    await().atMost(BulkClient.PATIENCE).until(() -> node.writeSide().gate.hasQueuedThreads());
    client.sent(200, "DELETE", operation, null);
    node.writeSide().open();

    await().atMost(BulkClient.PATIENCE).until(() -> client.left(operation) == 10);
    String after = client.preview(cancel().replace(customer, "nobody-" + customer));
    client.confirmed(after);
    client.awaitState(after, "DONE");
    assertThat(client.show(operation).path("state").asString()).isEqualTo("CANCELLED");
    assertThat(client.left(operation)).isEqualTo(10);
    assertThat(
            orders.stream()
                .filter(order -> !node.events(order, StepRetryRequested.class).isEmpty())
                .toList())
        .containsExactlyInAnyOrderElementsOf(client.orders(operation, "DONE"))
        .hasSize(20);
  }

  @Test
  void an_answer_that_was_lost_is_asked_for_again_and_the_order_is_acted_upon_once() {
    var orders = node.overdue(3, customer);
    node.writeSide().losing.add(orders.getFirst());
    String operation = client.preview(retry());
    client.confirmed(operation);

    var done = client.awaitState(operation, "DONE");
    assertThat(done.at("/progress/done").asInt()).isEqualTo(3);
    assertThat(node.events(orders.getFirst(), StepRetryRequested.class)).hasSize(1);
  }

  @Test
  void orders_that_do_not_answer_come_last_and_are_shown() {
    var orders = node.overdue(25, customer);
    var stuck = orders.stream().map(OrderId::toString).sorted().findFirst().orElseThrow();
    node.writeSide().failing.add(OrderId.parse(stuck));
    String operation = client.preview(retry());
    client.confirmed(operation);
    await().atMost(BulkClient.PATIENCE).until(() -> client.left(operation) == 1);
    assertThat(client.show(operation).path("state").asString()).isEqualTo("RUNNING");
    assertThat(client.show(operation).at("/progress/unanswered").asInt()).isEqualTo(1);

    node.writeSide().failing.clear();
    var done = client.awaitState(operation, "DONE");
    assertThat(done.at("/progress/done").asInt()).isEqualTo(25);
  }

  @Test
  void a_repeated_request_gets_the_same_preview() {
    node.overdue(2, customer);
    var first = client.send("POST", "", retry(), "Idempotency-Key", customer);
    node.overdue(1, customer);
    var again = client.send("POST", "", retry(), "Idempotency-Key", customer);

    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(again.body()).contains("\"count\":2");
    var other = client.send("POST", "", cancel(), "Idempotency-Key", customer);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void more_orders_than_one_operation_takes_are_refused_and_nothing_is_kept() {
    var id = node.order(customer);
    node.jdbc()
        .update(
            """
            with copied as materialized (select gen_random_uuid() as id from generate_series(1, 10000)),
            viewed as (
              insert into views.order_view
              select (jsonb_populate_record(row, jsonb_build_object('order_id', id))).*
              from views.order_view row, copied where row.order_id = ?)
            insert into views.order_search
            select (jsonb_populate_record(row, jsonb_build_object('order_id', id))).*
            from views.order_search row, copied where row.order_id = ?""",
            id.value(),
            id.value());
    long kept = count("bulk_operation") + count("bulk_operation_order");

    var problem = client.refused(422, "TOO_MANY_ORDERS", "POST", "", cancel());

    assertThat(problem.path("limit").asInt()).isEqualTo(10_000);
    assertThat(count("bulk_operation") + count("bulk_operation_order")).isEqualTo(kept);
    node.jdbc().update("delete from views.order_view where order_id = ?", id.value());
    node.jdbc().update("delete from views.order_search where order_id = ?", id.value());
    assertThat(client.show(client.preview(cancel())).path("count").asInt()).isEqualTo(10_000);
  }

  private static long count(String table) {
    return Objects.requireNonNull(
        node.jdbc().queryForObject("select count(*) from views." + table, Long.class));
  }

  @Test
  void the_newest_previews_are_kept() {
    var made =
        IntStream.range(0, BulkPreview.MOST_KEPT + 2)
            .mapToObj(_ -> client.preview(cancel()))
            .toList();

    var listed =
        StreamSupport.stream(
                client.sent(200, "GET", "", null).path("operations").spliterator(), false)
            .filter(each -> each.path("state").asString().equals("PREVIEWED"))
            .map(each -> "/" + each.path("id").asString())
            .toList();

    assertThat(listed).isEqualTo(made.subList(2, made.size()).reversed());
    client.refused(404, "OPERATION_NOT_FOUND", "GET", made.getFirst(), null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | /action /filter /note",
        "{'action':'CANCEL','filter':{'status':'CREATED'},'note':'n'} | /action",
        "{'action':'cancel','filter':{},'note':'n'} | /filter",
        "{'action':'cancel','filter':{'status':'LOST','q':'x','limit':'1'},'note':' '} | /note",
        "{'action':'cancel','filter':{'status':'LOST'},'note':'n'} | /filter/status",
        "{'action':'cancel','filter':{'q':'x','limit':'1'},'note':'n'} | /filter/limit /filter/q",
        "{'action':'cancel','filter':{'status':7,'sku':[],'label':[1]},'note':'n'}"
            + " | /filter/label /filter/sku /filter/status",
        "{'action':'cancel','filter':{'status':'CREATED'},'outcome':'SHIPPED','note':'n'} | /outcome",
        "{'action':'retry','filter':{'status':'CREATED'},'note':'n'} | /filter/attention",
        "{'action':'resolve','filter':{'attention':'true'},'note':'n'} | /filter/attention",
        "{'action':'resolve','filter':{'attention':'PAYMENT,STOCK'},'note':'n'} | /filter/attention",
        "{'action':'resolve','filter':{'attention':'SHIPPING'},'note':'n'} | /outcome",
        "{'action':'resolve','filter':{'attention':'PAYMENT'},'outcome':'SHIPPED','note':'n'}"
            + " | /outcome"
      })
  void all_that_is_wrong_is_named(String body, String fields) {
    var problem = client.refused(422, "INVALID_REQUEST", "POST", "", body.replace('\'', '"'));

    assertThat(pointers(problem)).containsExactly(fields.split(" "));
  }

  @Test
  void lines_are_asked_for_in_known_words() {
    String operation = client.preview(cancel());
    var problem =
        client.refused(
            422,
            "INVALID_REQUEST",
            "GET",
            operation + "/orders?result=done&limit=201&cursor=x",
            null);
    assertThat(pointers(problem)).containsExactly("/cursor", "/limit", "/result");
    client.refused(404, "OPERATION_NOT_FOUND", "GET", "/4711", null);
    client.refused(404, "OPERATION_NOT_FOUND", "GET", "/x/orders", null);
  }

  private static List<String> pointers(JsonNode problem) {
    return StreamSupport.stream(problem.path("errors").spliterator(), false)
        .map(error -> error.path("pointer").asString())
        .sorted()
        .toList();
  }
}
