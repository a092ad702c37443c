package io.orderflow.partner.shipping.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.order.OrderCommand.RecordShipmentCancellationRefused;
import io.orderflow.api.order.OrderCommand.RecordShipmentCancelled;
import io.orderflow.api.order.OrderCommand.RecordShipmentDelivered;
import io.orderflow.api.order.OrderCommand.RecordShipmentDispatched;
import io.orderflow.api.order.OrderCommand.RecordShipmentRefused;
import io.orderflow.api.order.OrderQuery.FindShippingAddress;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.callback.RecordingOrders;
import io.orderflow.engine.TestDatabase;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.SimulatedPartners;
import io.orderflow.partner.kafka.TestBroker;
import java.time.Duration;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Shipping over Kafka with both topics, a real broker and the simulated carrier. */
@SpringBootTest(
    classes = ShippingOverKafkaIntegrationTest.Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class ShippingOverKafkaIntegrationTest {

  private static final TestBroker BROKER = TestBroker.start();
  private static final AutoCloseable CARRIER = SimulatedPartners.overKafka(BROKER.address());

  @Autowired PartnerStep shipping;
  @Autowired RecordingOrders orders;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry properties) {
    var url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
    properties.add("spring.kafka.bootstrap-servers", BROKER::address);
    properties.add("orderflow.shipping.transport", () -> "kafka");
    properties.add("orderflow.partners.payment.url", () -> "http://127.0.0.1:1");
    properties.add("orderflow.partners.processing.url", () -> "http://127.0.0.1:1");
    properties.add("orderflow.partners.shipping.request-timeout", () -> "1m");
    properties.add("orderflow.callbacks.poll-interval", () -> "50ms");
    properties.add(
        "orderflow.callbacks.secrets", () -> "a-secret-of-this-test-that-is-long-enough");
    properties.add("logging.level.org.apache.kafka", () -> "error");
  }

  @AfterAll
  static void stop() throws Exception {
    CARRIER.close();
    BROKER.close();
  }

  @Test
  void an_order_is_shipped_and_its_dispatch_and_delivery_are_reported() {
    var order = SimulatedPartners.order("pm_card_ok", "laptop");
    ask(order);
    ask(order); // a look-up
    awaitTold(order, RecordShipmentDispatched.class);
    awaitTold(order, RecordShipmentDelivered.class);
    assertThat(orders.told(order.orderId()))
        .extracting(Object::getClass)
        .isSubsetOf(RecordShipmentDispatched.class, RecordShipmentDelivered.class);
  }

  @Test
  void an_unshippable_order_is_refused() {
    var order = SimulatedPartners.order("pm_card_ok", "unshippable");
    ask(order);
    awaitTold(order, RecordShipmentRefused.class);
  }

  @Test
  void a_recall_wins_over_a_later_request() {
    var order = SimulatedPartners.order("pm_card_ok", "laptop");
    recall(order);
    awaitTold(order, RecordShipmentCancelled.class);
    ask(order);
    awaitTold(order, RecordShipmentRefused.class);
  }

  @Test
  void a_recall_after_the_dispatch_is_refused() {
    var order = SimulatedPartners.order("pm_card_ok", "lost-parcel");
    ask(order);
    recall(order);
    awaitTold(order, RecordShipmentDispatched.class);
    awaitTold(order, RecordShipmentCancellationRefused.class);
  }

  private void ask(OrderFacts order) {
    assertThat(shipping.request(order, 1)).isEqualTo(new PartnerAnswer.Later());
  }

  private void recall(OrderFacts order) {
    assertThat(shipping.undo(order, 1)).isEqualTo(new PartnerAnswer.Later());
  }

  private void awaitTold(OrderFacts order, Class<?> report) {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(orders.told(order.orderId()))
                    .extracting(Object::getClass)
                    .contains(report));
  }

  @Import(ReplyApplication.class)
  @ComponentScan("io.orderflow.partner.shipping")
  @EnableConfigurationProperties(PartnerProperties.class)
  static class Application {

    @Bean
    Unrelated unrelated() {
      return new Unrelated();
    }
  }

  static class Unrelated {

    @QueryHandler
    Optional<ShippingAddress> find(FindShippingAddress query) {
      return Optional.empty();
    }
  }
}
