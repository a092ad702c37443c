package io.orderflow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.integration.event.EventContract;
import io.orderflow.integration.event.PublicEventJson;
import io.orderflow.integration.event.PublicEvents;
import io.orderflow.integration.event.PublishedOrder;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What other systems would be told of simulated lives, in which partners do all they may do. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PublicEventsOfLivesTest {

  private static final long LIVES = 300;
  private static final Instant AT = Instant.parse("2026-03-01T10:15:30Z");

  private final PublicEvents publicEvents = new PublicEvents(URI.create("/orderflow"));
  private final PublicEventJson format = new PublicEventJson();

  @BeforeAll
  static void be_silent() {
    ((Logger) LoggerFactory.getLogger("io.orderflow")).setLevel(Level.OFF);
  }

  @Test
  void every_public_event_of_every_life_is_valid_and_tells_the_life_as_it_was() {
    var lives = new SimulationRuns();
    var met = new TreeSet<String>();
    for (long seed = 1; seed <= LIVES; seed++) {
      var events = lives.events(seed);
      if (!events.isEmpty()) {
        var told = told(events);
        told.forEach(event -> met.add(shortType(event)));
        assertThat(told).as("seed %d", seed).isNotEmpty();
        check(events, told);
      }
    }

    assertThat(met)
        .contains(
            "order.created",
            "order.reserved",
            "order.paid",
            "order.ready-to-ship",
            "order.shipped",
            "order.completed",
            "order.cancelling",
            "order.cancelled",
            "order.attention",
            "payment.declined",
            "payment.unexpected",
            "payment.refunded");
  }

  private List<JsonNode> told(List<OrderEvent> events) {
    var told = new ArrayList<JsonNode>();
    @Nullable PublishedOrder order = null;
    for (int i = 0; i < events.size(); i++) {
      var after = PublishedOrder.after(order, events.get(i), i);
      publicEvents
          .of(events.get(i), "event-" + i, AT, order, after)
          .ifPresent(
              event -> {
                var document = format.serialize(event);
                assertThat(EventContract.violations(document)).isEmpty();
                told.add(JsonMapper.shared().readTree(document));
              });
      order = after;
    }
    return told;
  }

  private static void check(List<OrderEvent> events, List<JsonNode> told) {
    var versions = told.stream().map(event -> event.at("/data/order/version").asLong()).toList();
    assertThat(versions).isSorted().doesNotHaveDuplicates();
    assertThat(told.stream().map(event -> event.path("id").asString())).doesNotHaveDuplicates();
    @Nullable OrderStatus status = null;
    for (var event : events) {
      status = OrderStatus.after(status, event);
    }
    assertThat(told.getLast().at("/data/order/status").asString())
        .isEqualTo(String.valueOf(status));
    assertThat(count(told, "order.completed") + count(told, "order.cancelled")).isEqualTo(1);
    assertThat(count(told, "payment.refunded"))
        .isEqualTo(events.stream().filter(OrderEvent.PaymentRefunded.class::isInstance).count());
  }

  private static long count(List<JsonNode> told, String type) {
    return told.stream().filter(event -> shortType(event).equals(type)).count();
  }

  private static String shortType(JsonNode event) {
    return event.path("type").asString().replaceFirst("^io\\.orderflow\\.(.*)\\.v1$", "$1");
  }
}
