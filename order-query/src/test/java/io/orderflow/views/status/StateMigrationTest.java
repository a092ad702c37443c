package io.orderflow.views.status;

import static io.orderflow.views.status.OrderEvents.then;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.serialization.JsonMapping;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rows with a column for each part of an order, as they were up to version 6 of the schema. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StateMigrationTest {

  private final DriverManagerDataSource database =
      new DriverManagerDataSource(TestDatabase.createUrl());
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final JsonMapper json = JsonMapping.applyTo(JsonMapper.builder()).build();
  private final OrderRowMapper format = new OrderRowMapper();

  @Test
  void rows_from_before_become_what_a_replay_would_write_but_for_amounts() {
    migrateTo("6");
    jdbc.sql("create table views.order_view_next (like views.order_view including all)").update();
    var states = histories().stream().map(StateMigrationTest::before).map(Folded::state).toList();
    for (var state : states) {
      store("order_view", state);
      store("order_view_next", state);
    }

    migrateTo("7");

    for (String table : List.of("order_view", "order_view_next")) {
      for (var state : states) {
        assertThat(json.readTree(stored(table, state)))
            .isEqualTo(withoutAmounts(format.write(state)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:15:30Z, 1200.00, EUR, 2",
    "2026-03-01T10:15:30.1Z, 1200, JPY, 0",
    "2026-03-01T10:15:30.120300Z, 0.125, KWD, 3"
  })
  void times_and_amounts_keep_their_form(String time, String amount, String currency, int digits) {
    migrateTo("6");
    store(
        """
        'CREATED', 'PENDING', 'PENDING', 'c', %s, '%s', 'pm', null, '%s', '%s',
        '[{"sku":"a","name":"A","quantity":1,"unitPrice":{"amount":"%s","currency":"%s"}}]',
        '[]', null, null, '[]', '{"owed":[]}'
        """
            .formatted(amount, currency, time, time, amount, currency));

    migrateTo("7");

    var state = jdbc.sql("select state::text from views.order_view").query(String.class).single();
    var read = format.read(state);
    assertThat(read.placed().total().amount().scale()).isEqualTo(digits);
    assertThat(withoutAmounts(format.write(read))).isEqualTo(json.readTree(state));
  }

  /** The columns held no amounts of charges; only a replay adds them. */
  private JsonNode withoutAmounts(String state) {
    var tree = json.readTree(state);
    ((ObjectNode) tree.at("/payment/charges")).remove("taken");
    return tree;
  }

  private List<List<OrderEvent>> histories() {
    var order = order(1);
    var refused = order(2);
    var overruled = order(3);
    var stuck = order(4);
    return List.of(
        order.until(Step.DELIVERY),
        then(
            refused.until(Step.STOCK),
            new OrderEvent.PaymentDeclined(refused.id(), "card expired"),
            refused.cancelling(CancellationReason.PAYMENT_DECLINED, Step.PAYMENT),
            new OrderEvent.PaymentVoided(refused.id()),
            refused.released(),
            refused.cancelled()),
        then(
            overruled.until(Step.PROCESSING),
            overruled.surplus(OrderEvents.OTHER_CHARGE),
            overruled.cancelling(CancellationReason.CUSTOMER, Step.SHIPPING),
            new OrderEvent.CancellationOverruled(overruled.id())),
        then(
            stuck.until(Step.PAYMENT),
            stuck.failed(Attempt.Kind.REQUEST, Step.PROCESSING, 2),
            stuck.attention(Attempt.Kind.REQUEST, Step.PROCESSING, 1)));
  }

  /** As it was when such rows were written. */
  private static List<OrderEvent> before(List<OrderEvent> history) {
    var old = new ArrayList<>(history);
    old.set(0, new OrderEvents(history.getFirst().orderId()).createdBefore());
    return List.copyOf(old);
  }

  private static OrderEvents order(long number) {
    return new OrderEvents(new OrderId(new UUID(0, number)));
  }

  private String stored(String table, OrderViewState state) {
    return jdbc.sql("select state::text from views." + table + " where order_id = ?")
        .param(state.placed().orderId().value())
        .query(String.class)
        .single();
  }

  private void store(String table, OrderViewState state) {
    var placed = state.placed();
    var charges = state.payment().charges();
    jdbc.sql(
            "insert into views."
                + table
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                + " ?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb)")
        .params(
            Arrays.asList(
                placed.orderId().value(),
                state.version(),
                state.status().name(),
                state.payment().status().name(),
                state.progress().fulfillmentStatus().name(),
                placed.customerId().value(),
                placed.total().amount(),
                placed.total().currency().getCurrencyCode(),
                placed.paymentMethod().value(),
                placed.reference() == null ? null : placed.reference().value(),
                placed.createdAt().atOffset(ZoneOffset.UTC),
                state.updatedAt().atOffset(ZoneOffset.UTC),
                text(placed.items()),
                text(state.steps().steps()),
                text(state.progress().shipment()),
                text(state.progress().cancellation()),
                text(state.attentions().raised()),
                text(new Charges(charges.payment(), charges.owed(), null))))
        .update();
  }

  private void store(String columns) {
    jdbc.sql(
            "insert into views.order_view values"
                + " ('00000000-0000-0000-0000-000000000001', 0, "
                + columns
                + ")")
        .update();
  }

  private @Nullable String text(@Nullable Object part) {
    return part == null ? null : json.writeValueAsString(part);
  }

  private void migrateTo(String version) {
    var _ =
        Flyway.configure()
            .dataSource(database)
            .schemas("views")
            .locations("classpath:db/migration/views")
            .target(version)
            .load()
            .migrate();
  }
}
