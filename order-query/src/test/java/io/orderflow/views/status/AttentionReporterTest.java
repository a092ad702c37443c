package io.orderflow.views.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What waits for a person is counted, and said once. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttentionReporterTest {

  private final OrderEvents order = new OrderEvents(new OrderId(UUID.randomUUID()));
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final QueryNode node = new QueryNode(TestDatabase.createUrl());

  /** A gauge does not keep what it measures. */
  private final List<AttentionReporter> kept = new ArrayList<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger().addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger().detachAppender(lines);
    node.close();
  }

  @Test
  void an_attention_is_counted_while_it_stands_and_said_once_when_raised_and_when_cleared() {
    var raised = order.attention(Attempt.Kind.COMPENSATION, Step.STOCK, 1);
    var standing =
        List.of(
            order.created(),
            order.cancelling(CancellationReason.CUSTOMER, Step.STOCK),
            raised,
            raised); // a reminder
    node.record(0, standing);
    await().atMost(QueryNode.PATIENCE).untilAsserted(() -> assertThat(counted()).isEqualTo(1));
    node.record(4, List.<OrderEvent>of(order.released(), order.cancelled()));
    await().atMost(QueryNode.PATIENCE).untilAsserted(() -> assertThat(counted()).isZero());
    await().atMost(QueryNode.PATIENCE).untilAsserted(() -> assertThat(said()).hasSize(2));

    node.assertEnds(node.startReplay(), "DONE");

    assertThat(said())
        .containsExactly(
            "Order " + order.id() + " needs attention at STOCK: overdue",
            "Order " + order.id() + " needs no attention at STOCK any more: overdue");
  }

  @Test
  void a_scrape_soon_after_another_does_not_ask_the_database() {
    node.record(
        0,
        List.of(
            order.created(),
            order.cancelling(CancellationReason.CUSTOMER, Step.STOCK),
            order.attention(Attempt.Kind.COMPENSATION, Step.STOCK, 1)));
    await().atMost(QueryNode.PATIENCE).untilAsserted(() -> assertThat(counted()).isEqualTo(1));
    var gauge = gauge();
    await().atMost(QueryNode.PATIENCE).untilAsserted(() -> assertThat(gauge.value()).isEqualTo(1));

    node.jdbc().update("update views.order_view set attention = '[]'");

    await().atMost(QueryNode.PATIENCE).untilAsserted(() -> assertThat(counted()).isZero());
    assertThat(gauge.value()).isEqualTo(1);
  }

  private double counted() {
    return gauge().value();
  }

  /** It has not counted yet, and time stands still for it. */
  private Gauge gauge() {
    var meter = new AttentionReporter(node.jdbc(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    kept.add(meter);
    var meters = new SimpleMeterRegistry();
    meter.bindTo(meters);
    return meters.get("orderflow.attentions").gauge();
  }

  private List<String> said() {
    return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(AttentionReporter.class);
  }
}
