package io.orderflow.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Sku;
import io.orderflow.api.order.OrderCommand.CreateOrder;
import io.orderflow.api.order.OrderLine;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A number of the event table that is drawn and not used is a gap that every reader waits for. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RepeatedCreationTest {

  private static final int TIMES = 50;

  @Test
  void repeating_a_creation_draws_no_event_number() {
    var order = new OrderId(UUID.randomUUID());
    try (var shop = new WriteSide(TestDatabase.createUrl())) {
      assertThat(send(shop, creation(order, "f"))).isInstanceOf(OrderOutcome.Accepted.class);
      assertNothingIsDrawnByRepeating(order, shop);
    }
  }

  @Test
  void repeating_a_creation_at_a_node_that_has_not_the_order_in_memory_draws_no_event_number() {
    var order = new OrderId(UUID.randomUUID());
    var database = TestDatabase.createUrl();
    try (var shop = new WriteSide(database)) {
      assertThat(send(shop, creation(order, "f"))).isInstanceOf(OrderOutcome.Accepted.class);
    }
    try (var another = new WriteSide(database)) {
      assertNothingIsDrawnByRepeating(order, another);
    }
  }

  private static void assertNothingIsDrawnByRepeating(OrderId order, WriteSide shop) {
    long drawn = lastDrawn(shop);

    for (int time = 0; time < TIMES; time++) {
      assertThat(send(shop, creation(order, "of another request")))
          .isInstanceOf(OrderOutcome.Refused.class);
      assertThat(send(shop, creation(order, "f"))).isInstanceOf(OrderOutcome.Accepted.class);
    }

    assertThat(lastDrawn(shop)).isEqualTo(drawn);
  }

  private static OrderOutcome send(WriteSide shop, CreateOrder command) {
    return shop.bean(CommandGateway.class).sendAndWait(command);
  }

  private static CreateOrder creation(OrderId order, String fingerprint) {
    var tea = new OrderLine(new Sku("tea"), "Tea", new Quantity(1), Money.of("4.50", "EUR"));
    return new CreateOrder(
        order,
        new CustomerId("alice"),
        List.of(tea),
        new PaymentMethod("pm_card_ok"),
        null,
        new OrderNumber("2026-000001"),
        Labels.NONE,
        fingerprint,
        Instant.EPOCH);
  }

  private static long lastDrawn(WriteSide shop) {
    return Objects.requireNonNull(
        shop.bean(JdbcTemplate.class)
            .queryForObject(
                "select last_value from eventstore.domain_event_entry_global_index_seq",
                Long.class));
  }
}
