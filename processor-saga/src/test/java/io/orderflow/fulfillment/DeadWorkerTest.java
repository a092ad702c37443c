package io.orderflow.fulfillment;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Tasks that are lent again, by another node too, and tasks that must not be. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class DeadWorkerTest {

  private final SettableClock clock = new SettableClock();
  private final String database = TestDatabase.createUrl();
  private final OrderId order = newOrder();

  /** The task is not given back, as when a node is killed. */
  @Test
  void another_node_takes_the_task_of_a_dead_worker_over_within_thirty_seconds() {
    try (var alive = startBesideOneThatDies()) {
      clock.advance(Duration.ofSeconds(19));
      await()
          .during(Duration.ofMillis(500)) // in which it looks some twenty times
          .until(() -> alive.asked(order, Step.STOCK) == 0);
      clock.advance(Duration.ofSeconds(10));
      patiently().until(() -> alive.asked(order, Step.STOCK) == 1);
    }
  }

  /** It is another node's claim that is written here, in a moment the test can choose. */
  @Test
  void a_task_that_another_node_took_over_while_it_was_queued_is_not_carried_out_here() {
    var answers = new Semaphore(0);
    var inHand = newOrder();
    var last = newOrder();
    try (var node = start()) {
      node.partners().whenAsked(Step.STOCK, _ -> after(answers));
      node.publish(List.of(Orders.created(inHand)));
      patiently().until(() -> node.asked(inHand, Step.STOCK) == 1);
      node.publish(List.of(Orders.created(order), Orders.created(last)));
      patiently().until(() -> pending(node) == 3);
      node.sql(
          "update fulfillment.fulfillment set lease_until = lease_until + interval '21 seconds'"
              + " where order_id = '"
              + order
              + "'");
      clock.advance(Duration.ofSeconds(21));
      answers.release(2);
      patiently().until(() -> pending(node) == 1);
      assertThat(node.asked(last, Step.STOCK)).isOne();
      assertThat(node.asked(order, Step.STOCK)).isZero();
    }
  }

  /** Else another node would take it over while it is in hand. */
  @Test
  void a_task_that_was_queued_for_long_is_leased_again_before_it_runs() {
    var answers = new Semaphore(0);
    var inHand = newOrder();
    try (var node = start()) {
      node.partners().whenAsked(Step.STOCK, _ -> after(answers));
      node.publish(List.of(Orders.created(inHand)));
      patiently().until(() -> node.asked(inHand, Step.STOCK) == 1);
      node.publish(List.of(Orders.created(order)));
      patiently().until(() -> pending(node) == 2);
      clock.advance(Duration.ofSeconds(19));
      answers.release();
      patiently().until(() -> node.asked(order, Step.STOCK) == 1);
      assertThat(
              node.number(
                  "select extract(epoch from lease_until - '"
                      + clock.instant()
                      + "')::bigint from fulfillment.fulfillment where task is not null"))
          .isEqualTo(20);
      answers.release();
    }
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void a_stop_that_breaks_tasks_off_says_so_once_and_warns_of_none(CapturedOutput output) {
    try (var node = start()) {
      node.partners().whenAsked(Step.STOCK, _ -> silence());
      node.publish(List.of(Orders.created(order)));
      patiently().until(() -> node.asked(order, Step.STOCK) == 1);
    }
    assertThat(output).containsOnlyOnce("to shut down").doesNotContain("WARN");
  }

  /** As a partner's client has it when its thread is interrupted. */
  private static PartnerAnswer silence() {
    try {
      new Semaphore(0).acquire();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return new PartnerAnswer.Unknown("it did not answer");
  }

  private FulfillmentNode startBesideOneThatDies() {
    try (var dying = start()) {
      patiently().until(dying::isListening);
      dying
          .partners()
          .whenAsked(
              Step.STOCK,
              _ -> {
                throw new SimulatedCrash();
              });
      var alive = start();
      alive.publish(List.of(Orders.created(order)));
      patiently().until(() -> dying.asked(order, Step.STOCK) == 1);
      return alive;
    }
  }

  private FulfillmentNode start() {
    var quick =
        Map.of(
            "orderflow.fulfillment.workers", "1",
            "orderflow.fulfillment.poll-interval", "20ms",
            "logging.level.io.orderflow.sagastore", "info");
    return FulfillmentNode.start(
        database, new FulfillmentNode.Setting(clock, _ -> new OrderOutcome.Accepted(0), quick));
  }

  private static long pending(FulfillmentNode node) {
    return node.number("select count(*) from fulfillment.fulfillment where task is not null");
  }

  private static PartnerAnswer after(Semaphore answers) {
    try {
      assertThat(answers.tryAcquire(10, MINUTES)).isTrue();
      return new PartnerAnswer.Later();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static ConditionFactory patiently() {
    return await().dontCatchUncaughtExceptions();
  }

  private static OrderId newOrder() {
    return new OrderId(UUID.randomUUID());
  }
}
