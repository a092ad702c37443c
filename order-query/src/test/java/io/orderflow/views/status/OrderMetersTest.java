package io.orderflow.views.status;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.engine.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the view tells an operator in numbers. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderMetersTest {

  private static final Clock AN_HOUR_LATER =
      Clock.fixed(OrderEvents.PLACED_AT.plus(Duration.ofHours(1)), ZoneOffset.UTC);

  private final QueryNode node = new QueryNode(TestDatabase.createUrl());

  /** Gauges do not keep what they measure. */
  private final List<MeterBinder> kept = new ArrayList<>();

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void an_order_is_counted_once_when_placed_and_once_when_it_ends_and_not_again_by_a_replay() {
    var meters = bound(node.bean(OrderCounters.class));
    node.record(0, order().until(Step.DELIVERY));
    var refused = order();
    node.record(
        0,
        List.of(
            refused.created(),
            refused.cancelling(CancellationReason.OUT_OF_STOCK, Step.STOCK),
            refused.released(),
            refused.cancelled()));
    node.record(0, order().until(Step.PAYMENT));
    await().atMost(QueryNode.PATIENCE).untilAsserted(() -> assertCounts(meters));

    node.assertEnds(node.startReplay(), "DONE");

    assertCounts(meters);
  }

  private static void assertCounts(MeterRegistry meters) {
    assertThat(meters.get("orderflow.orders.placed").functionCounter().count()).isEqualTo(3);
    assertThat(meters.get("orderflow.orders.completed").functionCounter().count()).isEqualTo(1);
    assertThat(cancelled(meters, "OUT_OF_STOCK")).isEqualTo(1);
    assertThat(cancelled(meters, "CUSTOMER")).isZero();
    var completed = meters.get("orderflow.orders.duration").tag("outcome", "completed").timer();
    assertThat(completed.count()).isEqualTo(1);
    assertThat(completed.totalTime(TimeUnit.MILLISECONDS))
        .as("events are stored with milliseconds")
        .isEqualTo(5_000);
  }

  private static double cancelled(MeterRegistry meters, String reason) {
    return meters.get("orderflow.orders.cancelled").tag("reason", reason).functionCounter().count();
  }

  @Test
  void orders_under_way_are_shown_by_status_with_the_age_of_the_oldest() {
    node.record(0, order().until(Step.STOCK));
    node.record(0, order().until(Step.STOCK));
    node.record(0, order().until(Step.DELIVERY));
    await().atMost(QueryNode.PATIENCE).until(() -> shownEvents() == 2 + 2 + 6);

    var meters = bound(new ActiveOrderMeters(node.jdbc(), AN_HOUR_LATER));

    assertGauge(meters, "orderflow.orders.active", "AWAITING_PAYMENT", 2);
    assertGauge(meters, "orderflow.orders.oldest", "AWAITING_PAYMENT", 3_600);
    assertGauge(meters, "orderflow.orders.active", "SHIPPED", 0);
    assertGauge(meters, "orderflow.orders.oldest", "SHIPPED", 0);
    assertThat(meters.find("orderflow.orders.active").tag("status", "COMPLETED").gauge()).isNull();
  }

  private static void assertGauge(MeterRegistry meters, String name, String status, double value) {
    var gauge = meters.get(name).tag("status", status).meter().measure().iterator().next();
    await()
        .atMost(QueryNode.PATIENCE)
        .untilAsserted(() -> assertThat(gauge.getValue()).isEqualTo(value));
  }

  /** Whatever the planner believes of the statuses; it has seen almost none that is under way. */
  @Test
  void the_many_orders_that_have_ended_are_not_read() {
    var jdbc = node.jdbc();
    jdbc.execute(
        """
        insert into views.order_view
          (order_id, version, state, status, payment_status, fulfillment_status, customer_id,
           total, currency, created_at, updated_at, attention)
        select gen_random_uuid(), 5, '{}', 'COMPLETED', 'CAPTURED', 'DELIVERED', 'c', 1, 'EUR',
          now(), now(), '[]'
        from generate_series(1, 20000)""");
    jdbc.execute("analyze views.order_view");

    assertThat(plan(ActiveOrderMeters.READ))
        .doesNotContain("Seq Scan on order_view")
        .contains("_statuses");
    assertThat(plan(RefundMeters.READ))
        .doesNotContain("Seq Scan on order_view")
        .contains("_statuses");

    jdbc.execute("update views.order_view set status = 'SHIPPED'");
    jdbc.execute("analyze views.order_view");
    jdbc.execute("update views.order_view set status = 'COMPLETED'");

    assertThat(plan(ActiveOrderMeters.READ)).as("by old statistics").contains("_statuses");
  }

  @Test
  void the_payment_of_an_order_that_is_cancelled_is_owed_until_it_has_gone_back() {
    var order = order();
    node.record(
        0,
        List.of(
            order.created(),
            order.reserved(),
            order.captured(),
            order.surplus(OrderEvents.OTHER_CHARGE),
            order.cancelling(CancellationReason.CUSTOMER, Step.PROCESSING)));
    await().atMost(QueryNode.PATIENCE).until(() -> "CANCELLING".equals(status()));
    var meters = bound(new RefundMeters(node.jdbc(), AN_HOUR_LATER));
    await()
        .atMost(QueryNode.PATIENCE)
        .untilAsserted(
            () -> assertThat(meters.get("orderflow.refunds.pending").gauge().value()).isEqualTo(1));
    assertThat(
            meters.get("orderflow.refunds.pending.amount").tag("currency", "EUR").gauge().value())
        .isEqualTo(1_225);

    node.record(5, List.of(order.refunded(OrderEvents.CHARGE)));
    await()
        .atMost(QueryNode.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        bound(new RefundMeters(node.jdbc(), AN_HOUR_LATER))
                            .get("orderflow.refunds.pending")
                            .gauge()
                            .value())
                    .isZero());
  }

  private String plan(String statement) {
    return String.join("\n", node.jdbc().queryForList("explain " + statement, String.class));
  }

  private String status() {
    var statuses = node.jdbc().queryForList("select status from views.order_view", String.class);
    return statuses.isEmpty() ? "" : statuses.getFirst();
  }

  /** An order is in the view before all its events are, where they are handled in two batches. */
  private long shownEvents() {
    return requireNonNull(
        node.jdbc()
            .queryForObject(
                "select coalesce(sum(version + 1), 0) from views.order_view", Long.class));
  }

  private MeterRegistry bound(MeterBinder binder) {
    var registry = new SimpleMeterRegistry();
    kept.add(binder);
    binder.bindTo(registry);
    return registry;
  }

  private static OrderEvents order() {
    return new OrderEvents(new OrderId(UUID.randomUUID()));
  }
}
