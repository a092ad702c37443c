package io.orderflow.blackbox;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.orderflow.integration.rabbitmq.RabbitMqServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A queue, bound to all public events, of a broker that is a process of its own. */
final class RabbitMqReceiver implements EventReceiver {

  private static final String EXCHANGE = "orderflow.events";
  private static final String QUEUE = "all";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final RabbitMqServer broker = new RabbitMqServer();
  private final List<PublishedEvent> received = new ArrayList<>();
  private volatile int kills;

  RabbitMqReceiver() throws Exception {
    await("RabbitMQ").atMost(LIMIT).until(broker::isUp);
    try (var client = client();
        var channel = client.createChannel()) {
      channel.exchangeDeclare(EXCHANGE, "topic", true);
      channel.queueDeclare(QUEUE, true, false, false, Map.of());
      channel.queueBind(QUEUE, EXCHANGE, "#");
    }
  }

  private Connection client() throws Exception {
    var factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(Integer.parseInt(broker.address().split(":", -1)[1]));
    return factory.newConnection();
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "ORDERFLOW_INTEGRATION_RABBITMQ_ENABLED", "true",
        "ORDERFLOW_INTEGRATION_RABBITMQ_START", "first-event",
        "ORDERFLOW_INTEGRATION_RABBITMQ_ADDRESSES", broker.address(),
        "ORDERFLOW_INTEGRATION_RABBITMQ_USERNAME", "guest",
        "ORDERFLOW_INTEGRATION_RABBITMQ_PASSWORD", "guest");
  }

  @Override
  public synchronized void killAndStartAgain() {
    broker.kill();
    kills++;
    broker.startAgain();
    await("RabbitMQ").atMost(LIMIT).until(broker::isUp);
  }

  @Override
  public int kills() {
    return kills;
  }

  @Override
  public List<PublishedEvent> received() throws Exception {
    try (var client = client();
        var channel = client.createChannel()) {
      for (var next = channel.basicGet(QUEUE, true);
          next != null;
          next = channel.basicGet(QUEUE, true)) {
        received.add(ReceivedJson.event(next.getBody()));
      }
      return received;
    }
  }

  @Override
  public synchronized void close() {
    broker.close();
  }
}
