package io.orderflow.partner.shipping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.order.ShippingAddress;
import io.orderflow.fulfillment.OrderFacts;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.fulfillment.PartnerStep;
import io.orderflow.partner.PartnerJson;
import io.orderflow.partner.PartnerProperties;
import io.orderflow.partner.SimulatedPartners;
import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.KafkaContract;
import io.orderflow.partner.kafka.ShippingProperties;
import io.orderflow.partner.kafka.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Requests to the carrier over Kafka, on a real broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class KafkaShippingStepTest {

  private static final String REQUESTS = "orderflow.shipping.requests";
  private static final ShippingAddress ADDRESS =
      new ShippingAddress("Ada Example", "1 Any Street", "12345", "Anytown", null, "DE");
  private static final String IMPATIENT = "orderflow.partners.shipping.request-timeout=300ms";
  private static final TestBroker BROKER = TestBroker.start();

  private final OrderFacts order = SimulatedPartners.order("pm_card_ok", "laptop");

  @AfterAll
  static void stopBroker() {
    BROKER.close();
  }

  @Test
  void a_request_holds_lines_and_address_under_the_key_of_the_order() {
    with(
        BROKER.address(),
        ADDRESS,
        step -> assertThat(step.request(order, 1)).isEqualTo(new PartnerAnswer.Later()));
    var asked = asked().getFirst();
    assertThat(asked.get("type").asString()).isEqualTo("SHIP");
    assertThat(asked.get("orderId").asString()).isEqualTo(order.orderId().toString());
    assertThat(asked.get("key").asString()).isEqualTo(shipmentKey());
    assertThat(asked.get("requestId").asString()).hasSizeBetween(1, 64);
    assertThat(asked.get("lines").get(0).get("sku").asString()).isEqualTo("laptop");
    assertThat(asked.get("address").get("recipient").asString()).isEqualTo("Ada Example");
  }

  @Test
  void a_recall_names_the_shipment() {
    with(
        BROKER.address(),
        ADDRESS,
        step -> assertThat(step.undo(order, 2)).isEqualTo(new PartnerAnswer.Later()));
    var asked = asked().getFirst();
    assertThat(asked.get("type").asString()).isEqualTo("RECALL");
    assertThat(asked.get("shipmentKey").asString()).isEqualTo(shipmentKey());
    assertThat(asked.has("address")).isFalse();
  }

  @Test
  void a_repeat_is_another_message_with_the_same_key() {
    with(
        BROKER.address(),
        null,
        step -> {
          assertThat(step.request(order, 1)).isEqualTo(new PartnerAnswer.Later());
          assertThat(step.request(order, 1)).isEqualTo(new PartnerAnswer.Later());
        });
    var asked = asked();
    assertThat(asked).hasSize(2);
    assertThat(asked).allMatch(each -> each.get("key").asString().equals(shipmentKey()));
    assertThat(asked).extracting(each -> each.get("requestId")).doesNotHaveDuplicates();
    assertThat(asked).noneMatch(each -> each.has("address"));
  }

  @Test
  void an_unreachable_broker_is_unknown_in_time_and_leaks_no_address() {
    withImpatience(
        "127.0.0.1:1",
        step -> {
          assertThat(step.request(order, 1))
              .isEqualTo(
                  new PartnerAnswer.Unknown(
                      "shipping: Kafka did not confirm a record in orderflow.shipping.requests"
                          + " within 300 ms"));
          assertThat(step.undo(order, 1)).isInstanceOf(PartnerAnswer.Unknown.class);
        });
  }

  @Test
  void an_unresolvable_broker_or_a_missing_topic_is_unknown() {
    withImpatience(
        "no-such-host.invalid:9092",
        step ->
            assertThat(step.request(order, 1))
                .isEqualTo(
                    new PartnerAnswer.Unknown(
                        "shipping: Kafka could not be written to (ConfigException)")));
    start(BROKER.address(), ADDRESS)
        .withPropertyValues(IMPATIENT, "orderflow.shipping.kafka.topics.requests=nowhere")
        .run(
            context ->
                assertThat(context.getBean(PartnerStep.class).request(order, 1))
                    .isInstanceOf(PartnerAnswer.Unknown.class));
  }

  @Test
  void a_broker_outage_is_unknown_until_its_end() {
    withImpatience(
        BROKER.address(),
        step -> {
          awaitAsked(step);
          BROKER.stop();
          assertThat(step.request(order, 1)).isInstanceOf(PartnerAnswer.Unknown.class);
          BROKER.startAgain();
          awaitAsked(step);
        });
  }

  // --- words

  private void awaitAsked(PartnerStep step) {
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> assertThat(step.request(order, 1)).isEqualTo(new PartnerAnswer.Later()));
  }

  private String shipmentKey() {
    return "order:" + order.orderId() + ":SHIPPING:1";
  }

  private List<JsonNode> asked() {
    return BROKER.read(REQUESTS, key -> key.equals(order.orderId().toString())).stream()
        .peek(KafkaShippingStepTest::mustBeAsAgreed)
        .map(record -> PartnerJson.read(new String(record.value(), UTF_8), JsonNode.class))
        .toList();
  }

  private static void mustBeAsAgreed(ConsumerRecord<byte[], byte[]> record) {
    var body = new String(record.value(), UTF_8);
    assertThat(KafkaContract.violations("Request", body)).isEmpty();
    assertThat(record.topic()).isEqualTo(KafkaContract.topic("requests"));
    assertThat(body).contains("\"orderId\":\"" + new String(record.key(), UTF_8) + "\"");
  }

  private static void with(
      String broker, @Nullable ShippingAddress address, Consumer<PartnerStep> test) {
    start(broker, address).run(context -> test.accept(context.getBean(PartnerStep.class)));
  }

  private static void withImpatience(String broker, Consumer<PartnerStep> test) {
    start(broker, ADDRESS)
        .withPropertyValues(IMPATIENT)
        .run(context -> test.accept(context.getBean(PartnerStep.class)));
  }

  private static ApplicationContextRunner start(String broker, @Nullable ShippingAddress address) {
    return new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class))
        .withUserConfiguration(Application.class)
        .withBean(QueryGateway.class, () -> answering(Optional.ofNullable(address)))
        .withPropertyValues(
            "spring.kafka.bootstrap-servers=" + broker,
            "orderflow.shipping.transport=kafka",
            "orderflow.partners.payment.url=http://127.0.0.1:1",
            "orderflow.partners.processing.url=http://127.0.0.1:1",
            "orderflow.partners.shipping.request-timeout=1m");
  }

  private static QueryGateway answering(Optional<ShippingAddress> address) {
    var bus = SimpleQueryBus.builder().build();
    var book = new HttpShippingStepTest.AddressBook(CompletableFuture.completedFuture(address));
    var subscription = new AnnotationQueryHandlerAdapter<>(book).subscribe(bus);
    assertThat(subscription).isNotNull();
    return DefaultQueryGateway.builder().queryBus(bus).build();
  }

  @EnableConfigurationProperties({PartnerProperties.class, ShippingProperties.class})
  @ComponentScan(basePackageClasses = ConditionalOnTransport.class)
  @Import({KafkaShippingStep.class, HttpShippingStep.class, AddressLookup.class})
  static class Application {}
}
