package io.orderflow.integration.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import io.cloudevents.jackson.JsonFormat;
import io.orderflow.engine.EngineModule;
import io.orderflow.engine.TestDatabase;
import io.orderflow.engine.outage.OutageLog;
import io.orderflow.integration.OrderStream;
import io.orderflow.integration.event.EventContract;
import io.orderflow.process.RecordedLog;
import io.orderflow.web.WebModule;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** Public events on a real broker, where Debian's package is installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
@EnabledIf(
    value = "io.orderflow.integration.rabbitmq.RabbitMqServer#isInstalled",
    disabledReason = "there is no RabbitMQ; `apt-get install rabbitmq-server` installs one")
class RabbitMqEventPublisherTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension final RecordedLog outages = new RecordedLog(OutageLog.class.getName());

  private RabbitMqServer broker;

  @BeforeAll
  void start() {
    broker = new RabbitMqServer();
    await().atMost(PATIENCE).until(broker::isUp);
  }

  @AfterAll
  void stop() {
    broker.close();
  }

  @Test
  void every_event_comes_in_order_under_its_type_and_as_the_schemas_say() throws Exception {
    try (var client = client();
        var node = start("exchange=plain")) {
      var queue = bind(client, "plain", "io.orderflow.#");
      var orders = orders(node, 5);
      orders.forEach(order -> order.advance(OrderStream.WHOLE));

      var messages = read(client, queue, 5 * OrderStream.WHOLE);
      for (var order : orders) {
        assertThat(ids(messages, order)).isEqualTo(order.eventIds());
      }
      assertThat(messages)
          .allSatisfy(
              message -> {
                var event = new JsonFormat().deserialize(message.getBody());
                assertThat(EventContract.violations(message.getBody())).isEmpty();
                assertThat(message.getEnvelope().getRoutingKey()).isEqualTo(event.getType());
                assertThat(message.getProps().getMessageId()).isEqualTo(event.getId());
                assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
              });
    }
  }

  @Test
  void a_broker_that_is_killed_in_the_middle_and_starts_again_has_every_event_in_order()
      throws Exception {
    try (var node = start("exchange=killed")) {
      var orders = orders(node, 20);
      String queue;
      try (var client = client()) {
        queue = bind(client, "killed", "#");
        orders.forEach(order -> order.advance(2));
        await().atMost(PATIENCE).until(() -> count(client, queue) >= 40);
      }
      broker.kill();
      orders.forEach(order -> order.advance(2));
      await().atMost(PATIENCE).until(() -> outages.count("is away") == 1);
      orders.forEach(order -> order.advance(2));
      broker.startAgain();
      await().atMost(PATIENCE).until(broker::isUp);
      await().atMost(PATIENCE).until(() -> outages.count("is back, after") == 1);

      try (var client = client()) {
        var messages = read(client, queue, 20 * OrderStream.WHOLE);
        assertThat(orders)
            .allSatisfy(order -> assertThat(ids(messages, order)).isEqualTo(order.eventIds()));
      }
    }
  }

  @Test
  void an_event_that_no_queue_takes_waits_until_one_does() throws Exception {
    try (var client = client();
        var node = start("exchange=unbound")) {
      var order = orders(node, 1).getFirst().advance(1);
      await()
          .atMost(PATIENCE)
          .until(() -> outages.count("no queue is bound to unbound for io.orderflow.order") == 1);
      var queue = bind(client, "unbound", "#");

      assertThat(ids(read(client, queue, 1), order)).isEqualTo(order.eventIds());
      await().atMost(PATIENCE).until(() -> outages.count("is back, after") == 1);
    }
  }

  @Test
  void an_event_that_no_queue_takes_is_dropped_where_that_is_wanted() throws Exception {
    try (var client = client();
        var node = start("exchange=some", "mandatory=false")) {
      var queue = bind(client, "some", "io.orderflow.order.shipped.v1");
      var order = orders(node, 1).getFirst().advance(OrderStream.WHOLE);

      assertThat(ids(read(client, queue, 1), order)).containsExactly(order.eventIds().get(4));
    }
  }

  @Test
  void a_wrong_password_is_named_in_the_log() {
    try (var node = start("exchange=denied", "password=wrong")) {
      orders(node, 1).getFirst().advance(1);

      await().atMost(PATIENCE).until(() -> outages.count("it does not accept the user guest") == 1);
    }
  }

  private static List<OrderStream> orders(ConfigurableApplicationContext node, int count) {
    var store = node.getBean(EventStore.class);
    return Stream.generate(() -> new OrderStream(store)).limit(count).toList();
  }

  private Connection client() throws Exception {
    var factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(Integer.parseInt(broker.address().split(":", -1)[1]));
    return factory.newConnection();
  }

  private static String bind(Connection client, String exchange, String key) throws Exception {
    try (Channel channel = client.createChannel()) {
      channel.exchangeDeclare(exchange, "topic", true);
      channel.queueDeclare("queue-of-" + exchange, true, false, false, Map.of());
      channel.queueBind("queue-of-" + exchange, exchange, key);
      return "queue-of-" + exchange;
    }
  }

  private static long count(Connection client, String queue) throws Exception {
    try (Channel channel = client.createChannel()) {
      return channel.messageCount(queue);
    }
  }

  /** Reads until so many different events have come. */
  private static List<GetResponse> read(Connection client, String queue, int events)
      throws Exception {
    var found = new ArrayList<GetResponse>();
    try (Channel channel = client.createChannel()) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                readWaiting(channel, queue, found);
                return found.stream().map(each -> each.getProps().getMessageId()).distinct().count()
                    >= events;
              });
    }
    return found;
  }

  private static void readWaiting(Channel channel, String queue, List<GetResponse> found)
      throws IOException {
    for (var next = channel.basicGet(queue, true);
        next != null;
        next = channel.basicGet(queue, true)) {
      found.add(next);
    }
  }

  /** In the order of their first arrival. */
  private static List<String> ids(List<GetResponse> messages, OrderStream order) {
    return messages.stream()
        .map(message -> new JsonFormat().deserialize(message.getBody()))
        .filter(event -> order.id().toString().equals(event.getSubject()))
        .map(io.cloudevents.CloudEvent::getId)
        .distinct()
        .toList();
  }

  private ConfigurableApplicationContext start(String... settings) {
    var prefix = "--" + RabbitMqPublisherProperties.PREFIX + ".";
    var node =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .run(
                Stream.concat(
                        Stream.of(
                            "--spring.datasource.url=" + TestDatabase.createUrl(),
                            "--spring.main.banner-mode=off",
                            "--logging.level.root=warn",
                            prefix + "enabled=true",
                            prefix + "addresses=" + broker.address(),
                            prefix + "username=guest",
                            prefix + "start=first-event"),
                        Stream.concat(
                            Stream.of(
                                Arrays.stream(settings)
                                        .anyMatch(each -> each.startsWith("password"))
                                    ? prefix + "timeout=5s"
                                    : prefix + "password=guest"),
                            Arrays.stream(settings).map(setting -> prefix + setting)))
                    .toArray(String[]::new));
    outages.attach();
    return node;
  }

  @EnableAutoConfiguration
  @Import({EngineModule.class, WebModule.class, RabbitMqPublisherConfiguration.class})
  static class Application {}
}
