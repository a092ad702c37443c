package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is said of an order that is stored but not in the view. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ViewBehindTest {

  private static QueryNode node;

  private final OrderEvents order = new OrderEvents(new OrderId(UUID.randomUUID()));

  @BeforeAll
  static void start() {
    node = new QueryNode(TestDatabase.createUrl());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @AfterEach
  void release() {
    node.holdAt();
  }

  @Test
  void an_order_the_view_has_not_reached_is_not_called_not_found() {
    hold();

    assertBehind(node.get(order.id()));
    assertBehind(node.ask("GET", "/orders/" + order.id() + "/status"));
    assertBehind(node.ask("GET", "/orders/" + order.id(), "Prefer", "wait=1"));
    assertBehind(node.ask("GET", "/orders/" + order.id(), "If-None-Match", "*"));

    node.holdAt();
    node.shown(List.of(order.id()));
  }

  /** Where the machine is so busy that it comes too late, the reader asks again. */
  @Test
  void a_reader_who_did_not_ask_to_wait_gets_an_order_that_comes_soon() {
    await().atMost(QueryNode.PATIENCE).until(this::isReadAsItComes);
  }

  private boolean isReadAsItComes() {
    var placed = new OrderId(UUID.randomUUID());
    node.holdAt(placed);
    node.record(0, new OrderEvents(placed).until(Step.SHIPPING));
    var answer = CompletableFuture.supplyAsync(() -> node.get(placed));
    await()
        .atMost(QueryNode.PATIENCE)
        .until(() -> node.bean(VersionWaiters.class).isAwaited(placed) || answer.isDone());
    boolean waited = !answer.isDone();
    node.holdAt();
    boolean read = answer.join().statusCode() == 200;
    node.shown(List.of(placed));
    return waited && read;
  }

  @Test
  void an_order_that_was_never_placed_is_not_found_however_far_the_view_is() {
    hold();
    // While the event store is too slow to tell, nothing is called not found.
    await()
        .atMost(QueryNode.PATIENCE)
        .untilAsserted(
            () -> {
              var answer = node.get(new OrderId(UUID.randomUUID()));
              assertThat(answer.statusCode()).isEqualTo(404);
              assertThat(QueryNode.json(answer).path("code").asString())
                  .isEqualTo("ORDER_NOT_FOUND");
            });
  }

  @Test
  void while_the_event_store_does_not_answer_no_order_is_called_not_found() {
    node.jdbc().execute("alter table eventstore.domain_event_entry rename to away");
    try {
      assertBehind(node.get(new OrderId(UUID.randomUUID())));
    } finally {
      node.jdbc().execute("alter table eventstore.away rename to domain_event_entry");
    }
  }

  @Test
  void the_order_of_another_customer_is_not_there_for_this_one() {
    hold();
    var existence = new OrderExistence(node.bean(EventStore.class));
    var created = (OrderEvent.OrderCreated) order.until(Step.STOCK).getFirst();

    assertLookedUp(existence, order.id(), created.customerId(), true);
    assertLookedUp(existence, order.id(), new CustomerId("bob"), false);
  }

  /** A lookup fails while the event store is too slow, and is repeated. */
  private static void assertLookedUp(
      OrderExistence existence, OrderId order, CustomerId customer, boolean stored) {
    await()
        .atMost(QueryNode.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(existence.isStored(order, customer))
                    .succeedsWithin(QueryNode.PATIENCE)
                    .isEqualTo(stored));
  }

  /** It is stored, and the view does not get past it. */
  private void hold() {
    node.holdAt(order.id());
    node.record(0, order.until(Step.SHIPPING));
  }

  private static void assertBehind(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(QueryNode.json(answer).path("code").asString()).isEqualTo("VIEW_BEHIND");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }
}
