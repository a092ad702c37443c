package io.orderflow.fulfillment;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.ChargeId;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.AbandonStep;
import io.orderflow.api.order.OrderEvent.PaymentCaptured;
import io.orderflow.api.order.OrderEvent.ProcessingCompleted;
import io.orderflow.api.order.OrderEvent.StockReserved;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The payment partner answers nothing, and has more tasks than its lane holds. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class SlowPartnerTest {

  /** What a lane holds, what its workers have in hand, and some more. */
  private static final int MORE_THAN_A_LANE_HOLDS = 2_300;

  private static final Duration MORE_THAN_A_LEASE = Duration.ofSeconds(21);

  private final SettableClock clock = new SettableClock();
  private final CountDownLatch paymentAnswers = new CountDownLatch(1);
  private final List<OrderId> paying = new ArrayList<>();
  private FulfillmentNode node;

  @BeforeEach
  void start_with_a_payment_partner_that_blocks() {
    node =
        FulfillmentNode.start(
            TestDatabase.createUrl(),
            new FulfillmentNode.Setting(
                clock,
                _ -> new OrderOutcome.Accepted(0),
                Map.of(
                    "orderflow.fulfillment.workers", "4",
                    "orderflow.fulfillment.poll-interval", "20ms")));
    node.partners().whenAsked(Step.PAYMENT, _ -> lateAnswer());
  }

  @AfterEach
  void stop() {
    paymentAnswers.countDown();
    node.close();
  }

  @Test
  void a_slow_partner_slows_only_its_own_step() {
    pay(MORE_THAN_A_LANE_HOLDS);
    var fresh = newOrder();
    node.publish(List.of(Orders.created(fresh)));
    patiently().until(() -> node.asked(fresh, Step.STOCK) == 1);
    clock.advance(Duration.ofSeconds(61));
    patiently()
        .untilAsserted(
            () ->
                assertThat(node.commands())
                    .contains(new AbandonStep(fresh, Step.STOCK, "STOCK gave no answer in time")));
    var shipped = shipping(newOrder());
    patiently().until(() -> node.asked(shipped, Step.SHIPPING) == 1);
  }

  /** Its own lapsed tasks are older, and more than are claimed at once. */
  @Test
  void lapsed_tasks_of_the_other_steps_are_leased_again_while_a_slow_partner_has_thousands() {
    pay(MORE_THAN_A_LANE_HOLDS);
    clock.advance(Duration.ofSeconds(1));
    var dead = ConcurrentHashMap.<OrderId>newKeySet();
    node.partners().whenAsked(Step.SHIPPING, order -> diesTheFirstTime(order, dead));
    var shipped = shipping(newOrder());
    patiently().until(() -> dead.contains(shipped));
    clock.advance(MORE_THAN_A_LEASE);
    patiently().until(() -> node.asked(shipped, Step.SHIPPING) == 2);
  }

  @Test
  void a_task_that_is_leased_again_while_it_is_still_queued_here_is_carried_out_once() {
    pay(500);
    for (int lapses = 0; lapses < 3; lapses++) {
      clock.advance(MORE_THAN_A_LEASE);
      patiently().until(() -> lapsed() == 0);
    }
    eachIsAskedOnceWhenPaymentAnswers();
  }

  @Test
  void a_task_whose_lease_has_lapsed_in_a_full_queue_is_still_carried_out_once() {
    pay(MORE_THAN_A_LANE_HOLDS);
    clock.advance(MORE_THAN_A_LEASE);
    eachIsAskedOnceWhenPaymentAnswers();
  }

  private void pay(int orders) {
    IntStream.range(0, orders).forEach(_ -> paying.add(newOrder()));
    node.publish(
        paying.stream()
            .flatMap(
                order ->
                    Stream.of(
                        Orders.created(order), Orders.event(order, 1, new StockReserved(order))))
            .toList());
    patiently().until(() -> asking(Step.PAYMENT) == orders);
  }

  private void eachIsAskedOnceWhenPaymentAnswers() {
    paymentAnswers.countDown();
    patiently().until(() -> asking(Step.PAYMENT) == 0);
    assertThat(paying).allMatch(order -> node.asked(order, Step.PAYMENT) == 1);
  }

  private PartnerAnswer lateAnswer() {
    try {
      assertThat(paymentAnswers.await(10, MINUTES)).isTrue();
      return new PartnerAnswer.Later();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static PartnerAnswer diesTheFirstTime(OrderFacts order, Set<OrderId> dead) {
    if (dead.add(order.orderId())) {
      throw new SimulatedCrash();
    }
    return new PartnerAnswer.Later();
  }

  private OrderId shipping(OrderId order) {
    var charge = new ChargeId("ch_" + order);
    node.publish(
        List.of(
            Orders.created(order),
            Orders.event(order, 1, new StockReserved(order)),
            Orders.event(order, 2, new PaymentCaptured(order, charge, Orders.TOTAL)),
            Orders.event(order, 3, new ProcessingCompleted(order))));
    return order;
  }

  private long asking(Step step) {
    return node.number(
        "select count(*) from fulfillment.fulfillment where document->'task'->>'step' = '"
            + step
            + "'");
  }

  private long lapsed() {
    return node.number(
        "select count(*) from fulfillment.fulfillment where lease_until <= '"
            + clock.instant()
            + "'");
  }

  private static ConditionFactory patiently() {
    return await().atMost(5, MINUTES).dontCatchUncaughtExceptions();
  }

  private static OrderId newOrder() {
    return new OrderId(UUID.randomUUID());
  }
}
