package io.orderflow.integration.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.NotificationList;
import io.orderflow.api.order.OrderQuery.FindNotifications;
import io.orderflow.engine.EngineModule;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.deadletter.DeadLetterRetry;
import io.orderflow.engine.outage.OutageLog;
import io.orderflow.integration.OrderStream;
import io.orderflow.partner.SimulatedPartners;
import io.orderflow.partner.contract.FaultyConnection;
import io.orderflow.process.RecordedLog;
import io.orderflow.web.WebModule;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The way from the event store to the simulated service, and back to who asks what was sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotificationsTest {

  private static final String PROCESSOR = "integration-notifications";

  @RegisterExtension final RecordedLog outages = new RecordedLog(OutageLog.class.getName());

  private final FaultyConnection connection = new FaultyConnection(SimulatedPartners.url());
  private ConfigurableApplicationContext node;

  @BeforeAll
  void start() {
    node =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .run(
                "--spring.datasource.url=" + TestDatabase.createUrl(),
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--orderflow.processors.tries=1",
                "--orderflow.integration.notifications.enabled=true",
                "--orderflow.integration.notifications.url=" + connection.url());
    await().until(() -> !processor().processingStatus().isEmpty());
    outages.attach();
  }

  @AfterEach
  void repair() {
    connection.with(FaultyConnection.NONE);
  }

  @AfterAll
  void stop() {
    node.close();
    connection.close();
  }

  @Test
  void what_was_accepted_can_be_asked_for_when_and_under_which_id() {
    var start = Instant.now();
    var orders = Stream.generate(() -> order("alice")).limit(20).toList();
    orders.forEach(order -> order.advance(OrderStream.WHOLE));

    awaitSent(orders);
    var sent = sentOf(orders.getFirst().id());
    assertThat(sent).extracting(NotificationList.Item::at).allMatch(at -> !at.isBefore(start));
    assertThat(sent).extracting(NotificationList.Item::id).allMatch(id -> id.startsWith("ntf_"));
    assertThat(sent).extracting(NotificationList.Item::id).doesNotHaveDuplicates();
  }

  @Test
  void an_order_of_which_nothing_was_sent_has_none() {
    assertThat(sentOf(order("alice").id())).isEmpty();
  }

  @Test
  void a_service_that_is_away_loses_nothing_doubles_nothing_and_parks_no_order() {
    var orders = Stream.generate(() -> order("alice")).limit(5).toList();
    var attempts = new AtomicInteger();
    long parked = letters().count(PROCESSOR);
    connection.with(
        (faulty, exchange) -> {
          // Some are accepted, and the answer is lost.
          var fault =
              attempts.incrementAndGet() % 2 == 0
                  ? FaultyConnection.LOST_RESPONSE
                  : FaultyConnection.answering(503, "");
          fault.apply(faulty, exchange);
        });
    orders.forEach(order -> order.advance(OrderStream.WHOLE));
    await().until(() -> attempts.get() >= 4);
    // The first failure is told when its answer has come, which is later than the attempt.
    await().until(() -> outages.count("The notification service") > 0);
    assertThat(letters().count(PROCESSOR)).isEqualTo(parked);

    connection.with(FaultyConnection.NONE);
    awaitSent(orders);
    assertThat(orders)
        .allSatisfy(
            order ->
                assertThat(SimulatedPartners.entries(order.id(), "NOTIFICATION")).isEqualTo(4));
  }

  @Test
  void a_refused_notification_stops_those_of_its_order_only() {
    var refused = order("notify-refused").advance(3);
    var others = Stream.generate(() -> order("alice")).limit(3).toList();
    others.forEach(order -> order.advance(OrderStream.WHOLE));
    awaitSent(others);
    await().until(() -> letters().count(PROCESSOR) == 1);

    var retry = node.getBean(DeadLetterRetry.class);
    assertThat(retry.retry(PROCESSOR, refused.id().toString(), null))
        .isInstanceOfSatisfying(
            DeadLetterRetry.Outcome.FailedAgain.class,
            again -> assertThat(again.reason()).contains("CUSTOMER_NOT_REACHABLE"));
    assertThat(sentOf(refused.id())).isEmpty();
  }

  private void awaitSent(List<OrderStream> orders) {
    await()
        .untilAsserted(
            () ->
                assertThat(orders)
                    .allSatisfy(
                        order ->
                            assertThat(sentOf(order.id()))
                                .extracting(NotificationList.Item::kind)
                                .containsExactlyInAnyOrder(
                                    "created", "paid", "shipped", "delivered")));
  }

  private List<NotificationList.Item> sentOf(OrderId order) {
    return node.getBean(QueryGateway.class)
        .query(
            new FindNotifications(order), ResponseTypes.optionalInstanceOf(NotificationList.class))
        .join()
        .orElseThrow()
        .items();
  }

  private OrderStream order(String customer) {
    return new OrderStream(node.getBean(EventStore.class), new CustomerId(customer));
  }

  private StreamingEventProcessor processor() {
    return node.getBean(EventProcessingConfiguration.class)
        .eventProcessor(PROCESSOR, StreamingEventProcessor.class)
        .orElseThrow();
  }

  private DeadLetterRegistry letters() {
    return node.getBean(DeadLetterRegistry.class);
  }

  @EnableAutoConfiguration
  @Import({
    EngineModule.class,
    WebModule.class,
    NotificationConfiguration.class,
    NotificationQueryHandler.class
  })
  static class Application {}
}
