package io.orderflow.fulfillment;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand.AbandonStep;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes on one database, whose machines do not agree on the time. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WrongClockTest {

  private final String database = TestDatabase.createUrl();
  private final OrderId order = new OrderId(UUID.randomUUID());

  @Test
  void a_node_whose_clock_is_ahead_does_not_take_over_what_another_has_in_hand() {
    var answers = new Semaphore(0);
    var slowly = Map.of("orderflow.fulfillment.lease", "10m"); // so it lapses by a wrong clock only
    try (var right = start(0, slowly)) {
      right.partners().whenAsked(Step.STOCK, _ -> after(answers));
      patiently().until(right::isListening);
      right.publish(List.of(Orders.created(order)));
      patiently().until(() -> right.asked(order, Step.STOCK) == 1);
      try (var ahead = start(60, slowly)) {
        patiently()
            .during(Duration.ofSeconds(1)) // in which it looks some fifty times
            .until(() -> ahead.asked(order, Step.STOCK) == 0);
      } finally {
        answers.release();
      }
    }
  }

  @Test
  void a_deadline_of_a_node_whose_clock_is_ahead_expires_elsewhere_when_it_is_due() {
    var soon = Map.of("orderflow.fulfillment.stock.deadline", "3s");
    try (var ahead = start(60, soon)) {
      patiently().until(ahead::isListening);
      ahead.publish(List.of(Orders.created(order)));
      patiently().until(() -> ahead.asked(order, Step.STOCK) == 1);
    }
    try (var right = start(0, soon)) {
      patiently()
          .untilAsserted(
              () -> assertThat(right.commands()).hasAtLeastOneElementOfType(AbandonStep.class));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-60, 60})
  void leases_deadlines_claims_and_events_are_of_the_time_of_the_database(int minutes) {
    var answers = new Semaphore(0);
    try (var wrong = start(minutes, Map.of("orderflow.fulfillment.stock.deadline", "10m"))) {
      wrong.partners().whenAsked(Step.STOCK, _ -> after(answers)); // the lease stands until then
      patiently().until(wrong::isListening);
      wrong.publish(List.of(Orders.created(order)));
      patiently().until(() -> wrong.asked(order, Step.STOCK) == 1);
      var fromNow = "abs(extract(epoch from %s::timestamptz - now())) < 1200";
      for (var place :
          Map.of(
                  "lease_until", "fulfillment.fulfillment",
                  "deadline_at", "fulfillment.fulfillment",
                  "time_stamp", "eventstore.domain_event_entry")
              .entrySet()) {
        assertThat(
                wrong.number(
                    "select count(*) from %s where ".formatted(place.getValue())
                        + fromNow.formatted(place.getKey())))
            .as(place.getKey())
            .isOne();
      }
      assertThat(
              wrong.number(
                  "select count(*) from fulfillment.token_entry where owner is not null and "
                      + fromNow.formatted("time_stamp")))
          .isOne();
      answers.release();
    }
  }

  private FulfillmentNode start(int minutesAhead, Map<String, String> settings) {
    var properties = new HashMap<>(settings);
    properties.put("orderflow.fulfillment.poll-interval", "20ms");
    var clock = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutesAhead));
    return FulfillmentNode.startOnMachineOf(
        database,
        new FulfillmentNode.Setting(clock, _ -> new OrderOutcome.Accepted(0), properties));
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
    return await().atMost(Duration.ofMinutes(2));
  }
}
