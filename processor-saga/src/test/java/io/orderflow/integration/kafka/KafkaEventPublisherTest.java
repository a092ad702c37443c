package io.orderflow.integration.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.orderflow.engine.EngineModule;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.outage.OutageLog;
import io.orderflow.integration.OrderStream;
import io.orderflow.integration.event.EventContract;
import io.orderflow.integration.event.PublicEventJson;
import io.orderflow.partner.kafka.GuardedBroker;
import io.orderflow.partner.kafka.TestBroker;
import io.orderflow.process.RecordedLog;
import io.orderflow.web.WebModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Public events on a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class KafkaEventPublisherTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int PARTITIONS = 3;

  @RegisterExtension final RecordedLog outages = new RecordedLog(OutageLog.class.getName());

  private final TestBroker broker = TestBroker.start();

  @BeforeAll
  void topics() {
    Stream.of("structured", "binary", "restart")
        .forEach(topic -> broker.create(topic, PARTITIONS, Map.of()));
    broker.create("small", 1, Map.of("max.message.bytes", "900"));
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @ParameterizedTest
  @EnumSource(ContentMode.class)
  void the_events_of_an_order_are_in_one_partition_in_order_and_any_cloud_events_sdk_reads_them(
      ContentMode mode) {
    var topic = mode.name().toLowerCase(java.util.Locale.ROOT);
    try (var node = start(broker.address(), topic, "content-mode=" + topic)) {
      var orders = orders(node, 10);
      orders.forEach(order -> order.advance(OrderStream.WHOLE));
      awaitAll(topic, orders);

      for (var order : orders) {
        var records = records(topic, order);
        assertThat(records)
            .extracting(ConsumerRecord::partition)
            .containsOnly(records.getFirst().partition());
        assertThat(records).extracting(record -> event(record).getId()).isEqualTo(order.eventIds());
        assertThat(records)
            .allSatisfy(
                record ->
                    assertThat(
                            EventContract.violations(
                                new PublicEventJson().serialize(event(record))))
                        .isEmpty());
      }
    }
  }

  @Test
  void a_broker_that_stops_in_the_middle_and_starts_again_has_every_event_in_order() {
    try (var node = start(broker.address(), "restart", "timeout=1s")) {
      var orders = orders(node, 20);
      orders.forEach(order -> order.advance(2));
      awaitAll("restart", orders);
      // A busy broker that was too slow for the short timeout was away as well.
      awaitBack();
      long before = outages.count("is away");
      broker.stop();
      orders.forEach(order -> order.advance(2));
      await().atMost(PATIENCE).until(() -> outages.count("is away") > before);
      orders.forEach(order -> order.advance(2));
      broker.startAgain();

      awaitAll("restart", orders);
      awaitBack();
      assertThat(node.getBean(DeadLetterRegistry.class).count("integration-kafka")).isZero();
    }
  }

  @Test
  void an_event_that_is_too_long_for_the_topic_stops_its_order_only() {
    try (var node = start(broker.address(), "small")) {
      var order = orders(node, 1).getFirst().advance(OrderStream.WHOLE);

      await()
          .atMost(PATIENCE)
          .until(() -> node.getBean(DeadLetterRegistry.class).count("integration-kafka") == 1);
      assertThat(records("small", order)).isEmpty();
    }
  }

  @Test
  void a_broker_that_requires_a_password_takes_events_once_the_user_is_admitted() throws Exception {
    try (var guarded = new GuardedBroker();
        var node =
            start(
                guarded.address(),
                "orderflow.shipping.requests",
                "timeout=2s",
                "properties.security.protocol=SASL_PLAINTEXT",
                "properties.sasl.mechanism=SCRAM-SHA-256",
                "properties.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule"
                    + " required username=\"orderflow\" password=\"secret\";")) {
      orders(node, 1).getFirst().advance(1);
      await().atMost(PATIENCE).until(() -> outages.count("does not let orderflow write") == 1);
      guarded.admit("orderflow", "secret");

      await().atMost(PATIENCE).until(() -> outages.count("is back, after") == 1);
    }
  }

  private void awaitBack() {
    await()
        .atMost(PATIENCE)
        .until(() -> outages.count("is back, after") == outages.count("is away"));
  }

  private List<OrderStream> orders(ConfigurableApplicationContext node, int count) {
    var store = node.getBean(EventStore.class);
    return Stream.generate(() -> new OrderStream(store)).limit(count).toList();
  }

  private void awaitAll(String topic, List<OrderStream> orders) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(orders)
                    .allSatisfy(
                        order -> assertThat(ids(topic, order)).isEqualTo(order.eventIds())));
  }

  /** In the order of their first arrival. */
  private List<String> ids(String topic, OrderStream order) {
    var ids = new ArrayList<String>();
    records(topic, order)
        .forEach(
            record -> {
              var id = event(record).getId();
              if (!ids.contains(id)) {
                ids.add(id);
              }
            });
    return ids;
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic, OrderStream order) {
    return broker.read(topic, key -> key.equals(order.id().toString()));
  }

  private static CloudEvent event(ConsumerRecord<byte[], byte[]> record) {
    var event = KafkaMessageFactory.createReader(record).toEvent();
    assertThat(event.getSubject())
        .isEqualTo(new String(Objects.requireNonNull(record.key()), UTF_8));
    return event;
  }

  private ConfigurableApplicationContext start(String broker, String topic, String... settings) {
    var prefix = "--" + KafkaPublisherProperties.PREFIX + ".";
    var node =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .run(
                Stream.concat(
                        Stream.of(
                            "--spring.datasource.url=" + TestDatabase.createUrl(),
                            "--spring.main.banner-mode=off",
                            "--logging.level.root=warn",
                            "--logging.level.org.apache.kafka=off",
                            prefix + "enabled=true",
                            prefix + "bootstrap-servers=" + broker,
                            prefix + "topic=" + topic,
                            prefix + "start=first-event"),
                        Arrays.stream(settings).map(setting -> prefix + setting))
                    .toArray(String[]::new));
    outages.attach();
    return node;
  }

  @EnableAutoConfiguration
  @Import({EngineModule.class, WebModule.class, KafkaPublisherConfiguration.class})
  static class Application {}
}
