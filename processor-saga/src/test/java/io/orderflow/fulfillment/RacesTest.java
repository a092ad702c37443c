package io.orderflow.fulfillment;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent.CancellationStarted;
import io.orderflow.api.order.OrderEvent.StockReserved;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Events, deadlines, workers and undos on two nodes over one database: they never overwrite each
 * other, and never wait for each other in a ring.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RacesTest {

  private static final int ORDERS = 400;

  /**
   * So many are completed, however slow this machine is: deadlines are too short for all others.
   */
  private static final int STEADFAST = 50;

  private final String database = TestDatabase.createUrl();

  @Test
  void batches_deadlines_and_workers_of_two_nodes_overwrite_nothing_and_every_order_ends() {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("RacesTest: -Dseed=" + seed);
    var orders = new TestOrders();
    var ids = IntStream.range(0, ORDERS).mapToObj(i -> new OrderId(new UUID(seed, i))).toList();
    try (var one = hurried(orders, seed);
        var two = hurried(orders, ~seed);
        var life = Executors.newScheduledThreadPool(2)) {
      Overwriting.isWatchedFor(one);
      ids.subList(0, STEADFAST).forEach(orders::createSteadfast);
      ids.subList(STEADFAST, ORDERS).forEach(orders::create);
      var chance = new SplittableRandom(seed);
      repeat(life, 5, () -> one.publish(orders.take(100)));
      repeat(life, 50, () -> orders.cancel(ids.get(chance.nextInt(ORDERS))));
      await()
          .atMost(5, MINUTES)
          .untilAsserted(() -> assertThat(rows(one) + ORDERS - orders.ended()).isZero());
      life.shutdownNow();
      assertThat(Overwriting.seen(one)).isEmpty();
      assertThat(Overwriting.deadlocks(one)).isZero();
      assertThat(one.commands()).as("told by workers of one").hasSizeGreaterThan(ORDERS / 2);
      assertThat(two.commands()).as("told by workers of the other").hasSizeGreaterThan(ORDERS / 2);
      assertThat(orders.cancelled()).as("gone back").isBetween(10L, (long) ORDERS - STEADFAST);
    }
  }

  /** A yes, a promise and an error, each of them too late. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void an_answer_that_comes_after_the_undo_has_begun_changes_nothing(boolean onTheOtherNode) {
    var clock = new SettableClock();
    var answers = new CountDownLatch(1);
    var late = lateAnswers();
    try (var asking = listening(patient(clock));
        var other = patient(clock)) {
      asking
          .partners()
          .whenAsked(
              Step.PAYMENT,
              of -> after(answers, late.getOrDefault(of.orderId(), new PartnerAnswer.Later())));
      var undoing = onTheOtherNode ? other : asking;
      pay(asking, late.keySet());
      listensInsteadOf(asking, undoing);
      undoing.publish(late.keySet().stream().map(RacesTest::cancellation).toList());
      await().until(() -> undone(undoing, late.keySet()) == 3 && pending(asking) == 0);
      var before = kept(asking);
      clock.advance(Duration.ofMinutes(5)); // many leases
      answers.countDown();
      await().until(() -> asking.commands().size() == 2);
      await().during(Duration.ofMillis(500)).until(() -> kept(asking).equals(before));
      assertThat(late.keySet())
          .allMatch(order -> asking.asked(order, Step.PAYMENT) == 1)
          .allMatch(order -> other.asked(order, Step.PAYMENT) == 0);
      assertThat(undone(asking, late.keySet()) + undone(other, late.keySet())).isEqualTo(3);
    }
  }

  /** Has the only segment, before another node can take it. */
  private static FulfillmentNode listening(FulfillmentNode node) {
    await().until(node::isListening);
    return node;
  }

  private static Map<OrderId, PartnerAnswer> lateAnswers() {
    var charged = newOrder();
    var accepted = newOrder();
    var failed = newOrder();
    return Map.of(
        charged, PartnerAnswer.Settled.with(UnreliablePartners.captured(charged)),
        accepted, new PartnerAnswer.Later(),
        failed, new PartnerAnswer.Unknown("answered 503"));
  }

  private static void pay(FulfillmentNode asking, Set<OrderId> orders) {
    await().until(asking::isListening);
    asking.publish(
        orders.stream()
            .flatMap(
                order ->
                    Stream.of(
                        Orders.created(order), Orders.event(order, 1, new StockReserved(order))))
            .toList());
    await().until(() -> orders.stream().allMatch(order -> asking.asked(order, Step.PAYMENT) == 1));
  }

  private static void listensInsteadOf(FulfillmentNode before, FulfillmentNode now) {
    if (before != now) {
      before.stopListening();
    }
    await().until(now::isListening);
  }

  private static Orders.Stored cancellation(OrderId order) {
    return Orders.event(
        order,
        2,
        new CancellationStarted(
            order, CancellationReason.CUSTOMER, Step.PAYMENT, Actor.CUSTOMER, null));
  }

  private static PartnerAnswer after(CountDownLatch answers, PartnerAnswer late) {
    try {
      assertThat(answers.await(10, MINUTES)).isTrue();
      return late;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static int undone(FulfillmentNode node, Set<OrderId> orders) {
    return orders.stream().mapToInt(order -> node.partners().undone(order, Step.PAYMENT)).sum();
  }

  private FulfillmentNode patient(Clock clock) {
    var quick = Map.of("orderflow.fulfillment.poll-interval", "20ms");
    return FulfillmentNode.start(
        database, new FulfillmentNode.Setting(clock, _ -> new OrderOutcome.Accepted(0), quick));
  }

  /** Everything is soon: deadlines ring all the time, on both nodes. */
  private FulfillmentNode hurried(TestOrders orders, long seed) {
    var soon = new HashMap<String, String>();
    soon.put("orderflow.fulfillment.poll-interval", "10ms");
    soon.put("orderflow.fulfillment.lease", "1s");
    soon.put("orderflow.fulfillment.look-up", "20ms");
    soon.put("orderflow.fulfillment.payment.deadline", "3s");
    for (var each : List.of("stock", "payment", "processing", "shipping", "compensation")) {
      soon.put("orderflow.fulfillment." + each + ".backoff.initial", "1ms");
      soon.put("orderflow.fulfillment." + each + ".backoff.max", "20ms");
    }
    var node =
        FulfillmentNode.start(
            database, new FulfillmentNode.Setting(Clock.systemUTC(), orders::tell, soon));
    UnreliablePartners.work(node.partners(), new Random(seed));
    return node;
  }

  private static void repeat(ScheduledExecutorService life, int millis, Runnable action) {
    var _ = life.scheduleWithFixedDelay(action, 0, millis, TimeUnit.MILLISECONDS);
  }

  private static long rows(FulfillmentNode node) {
    return node.number("select count(*) from fulfillment.fulfillment");
  }

  private static long pending(FulfillmentNode node) {
    return node.number("select count(*) from fulfillment.fulfillment where task is not null");
  }

  private static String kept(FulfillmentNode node) {
    return node.text(
        "select string_agg(concat(document, turn, deadline_at), ', ' order by order_id)"
            + " from fulfillment.fulfillment");
  }

  private static OrderId newOrder() {
    return new OrderId(UUID.randomUUID());
  }
}
