package io.orderflow.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.RecordPaymentCaptured;
import io.orderflow.api.order.OrderCommand.RecordProcessingCompleted;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordStockReserved;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderOutcome.Accepted;
import io.orderflow.engine.TestDatabase;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ObjectNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TwoNodesTest {

  private static final int ROUNDS = 25;

  @Test
  void twins_sent_to_two_nodes_on_one_database_place_one_order() throws Exception {
    String database = TestDatabase.createUrl();
    try (var first = new WriteSide(database, "demo");
        var second = new WriteSide(database, "demo");
        var threads = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < ROUNDS; round++) {
        String key = UUID.randomUUID().toString();
        var twins = new ArrayList<Future<WriteSide.Answer>>();
        for (var node : new WriteSide[] {first, second, first, second}) {
          twins.add(threads.submit(() -> place(node, key)));
        }
        var answers = new ArrayList<String>();
        for (var twin : twins) {
          assertThat(twin.get().status()).as(twin.get().text()).isEqualTo(201);
          answers.add(twin.get().text());
        }
        assertThat(answers.stream().distinct()).hasSize(1);
      }
    }
  }

  /** A node must not decide on an order in its memory that another node has changed since. */
  @Test
  void what_one_node_has_recorded_counts_on_the_other() {
    String database = TestDatabase.createUrl();
    try (var first = new WriteSide(database, "demo");
        var second = new WriteSide(database, "demo")) {
      String id = place(first, UUID.randomUUID().toString()).at("/orderId");
      var order = new OrderId(UUID.fromString(id));

      assertThat(told(second, new RecordStockReserved(order))).isEqualTo(new Accepted(1));
      assertThat(told(first, captured(order))).isEqualTo(new Accepted(2));
      assertThat(told(second, new RecordProcessingCompleted(order))).isEqualTo(new Accepted(3));
      // The first has seen the payment only: to it, nothing is ready to be shipped yet.
      assertThat(told(first, new RecordShipmentDispatched(order, "track-1")))
          .isEqualTo(new Accepted(4));
      var cancelled = second.post("/api/v1/orders/" + id + "/cancel", "");
      assertThat(cancelled.status()).as(cancelled.text()).isEqualTo(409);
      assertThat(cancelled.at("/code")).isEqualTo("NOT_CANCELLABLE");
    }
  }

  @Test
  void a_report_is_not_passed_over_by_a_node_that_is_behind() {
    String database = TestDatabase.createUrl();
    try (var first = new WriteSide(database, "demo");
        var second = new WriteSide(database, "demo")) {
      var order =
          new OrderId(UUID.fromString(place(first, UUID.randomUUID().toString()).at("/orderId")));
      told(second, new RecordStockReserved(order));
      told(second, captured(order));

      // To the first, who knows the order as it was placed, nothing is being processed.
      assertThat(told(first, new RecordProcessingCompleted(order))).isEqualTo(new Accepted(3));
    }
  }

  @Test
  void an_order_from_before_its_event_named_the_time_or_a_number_goes_on() {
    String database = TestDatabase.createUrl();
    try (var first = new WriteSide(database, "demo");
        var second = new WriteSide(database, "demo")) {
      String key = UUID.randomUUID().toString();
      var placed = place(first, key);
      first
          .bean(JdbcTemplate.class)
          .update(
              """
              update eventstore.domain_event_entry set payload_revision = '1',
                payload = convert_to((convert_from(payload, 'UTF8')::jsonb
                  - '{placedAt,number,labels}'::text[])::text, 'UTF8')
              """);

      var expected = ((ObjectNode) placed.json()).without("number");
      assertThat(place(second, key).json()).isEqualTo(expected);
      var order = new OrderId(UUID.fromString(placed.at("/orderId")));
      assertThat(told(second, new RecordStockReserved(order))).isEqualTo(new Accepted(1));
    }
  }

  private static RecordPaymentCaptured captured(OrderId order) {
    return new RecordPaymentCaptured(
        order,
        RequestKey.ofStep(order, Step.PAYMENT, 1),
        new ChargeId("charge-1"),
        Money.of("25.00", "EUR"));
  }

  private static OrderOutcome told(WriteSide node, OrderCommand command) {
    return node.bean(CommandGateway.class).sendAndWait(command);
  }

  private static WriteSide.Answer place(WriteSide node, String key) {
    String body =
        """
        {"customerId":"alice","items":[{"sku":"mouse","quantity":1}],"paymentMethod":"pm_card_ok"}
        """;
    return node.post("/api/v1/orders", body, "Idempotency-Key", key);
  }
}
