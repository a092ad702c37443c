package io.orderflow.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderEvent.StockReserved;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The payment partner has maintenance: an operator has paused its lane. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PausedLaneTest {

  private static final int ORDERS = 60;

  private final SettableClock clock = new SettableClock();
  private final String database = TestDatabase.createUrl();
  private final FulfillmentNode node = start();

  private FulfillmentNode start() {
    return FulfillmentNode.start(
        database,
        new FulfillmentNode.Setting(
            clock,
            _ -> new OrderOutcome.Accepted(0),
            Map.of(
                "orderflow.fulfillment.workers", "1",
                "orderflow.fulfillment.poll-interval", "20ms")));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void tasks_of_a_paused_lane_wait_without_becoming_overdue_and_other_lanes_go_on() {
    node.switchOff("asking-payment");
    var paying = pay(ORDERS);
    var fresh = newOrder();
    node.publish(List.of(Orders.created(fresh)));

    await().until(() -> node.asked(fresh, Step.STOCK) == 1);
    clock.advance(Duration.ofMinutes(16)); // longer than a payment may take
    await()
        .untilAsserted(
            () ->
                assertThat(
                        node.number(
                            "select count(*) from fulfillment.fulfillment where lane = 'payment'"
                                + " and deadline_at > '%s'".formatted(clock.instant())))
                    .isEqualTo(ORDERS));
    assertThat(paying).allMatch(order -> node.asked(order, Step.PAYMENT) == 0);
    assertThat(abandoned()).doesNotContainAnyElementsOf(paying);
  }

  @Test
  void the_backlog_of_a_lane_that_goes_on_is_asked_for_once_each() {
    node.switchOff("asking-payment");
    var paying = pay(ORDERS);
    clock.advance(Duration.ofMinutes(1)); // longer than a lease
    node.switchOn("asking-payment");

    await()
        .untilAsserted(
            () -> assertThat(paying).allMatch(order -> node.asked(order, Step.PAYMENT) == 1));
    assertThat(abandoned()).doesNotContainAnyElementsOf(paying);
  }

  @Test
  void tasks_that_were_queued_when_the_lane_was_paused_are_not_run() {
    var begun = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    node.partners()
        .whenAsked(
            Step.PAYMENT,
            _ -> {
              begun.countDown();
              awaits(mayEnd);
              return new PartnerAnswer.Later();
            });
    var paying = pay(ORDERS);
    awaits(begun);
    node.switchOff("asking-payment");
    mayEnd.countDown();

    await()
        .untilAsserted(
            () ->
                assertThat(
                        node.number(
                            "select count(*) from fulfillment.fulfillment where lane = 'payment'"))
                    .isEqualTo(ORDERS - 1));
    clock.advance(Duration.ofMinutes(1));
    node.switchOn("asking-payment");
    await()
        .untilAsserted(
            () -> assertThat(paying).allMatch(order -> node.asked(order, Step.PAYMENT) == 1));
  }

  @Test
  void a_pause_is_known_after_a_restart_and_to_other_nodes() {
    node.switchOff("asking-payment");
    try (var other = start()) {
      assertThat(other.isOff("asking-payment")).isTrue();
      node.switchOn("asking-payment");
      await().until(() -> !other.isOff("asking-payment"));
    }
  }

  private static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private List<OrderId> pay(int number) {
    var paying = IntStream.range(0, number).mapToObj(_ -> newOrder()).toList();
    node.publish(
        paying.stream()
            .flatMap(
                order ->
                    Stream.of(
                        Orders.created(order), Orders.event(order, 1, new StockReserved(order))))
            .toList());
    await()
        .until(
            () ->
                node.number(
                        "select count(*) from fulfillment.fulfillment where lane = 'payment' or document->'state'->>'step' = 'PAYMENT'")
                    == number);
    return paying;
  }

  private List<OrderId> abandoned() {
    return node.commands().stream()
        .filter(OrderCommand.AbandonStep.class::isInstance)
        .map(OrderCommand::orderId)
        .toList();
  }

  private static OrderId newOrder() {
    return new OrderId(UUID.randomUUID());
  }
}
