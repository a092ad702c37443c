package io.orderflow.integration.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.cloudevents.CloudEvent;
import io.orderflow.integration.event.PublicEventJson;
import java.io.IOException;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection with one channel, on which the broker confirms what it has. After any failure it
 * is closed and never used again.
 */
final class ConfirmedChannel {

  private static final PublicEventJson JSON = new PublicEventJson();
  private static final int PERSISTENT = 2;

  private final RabbitMqPublisherProperties properties;
  private final Connection connection;
  private final Channel channel;
  private final Set<String> returned = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String blocked;

  private ConfirmedChannel(RabbitMqPublisherProperties properties, Connection connection)
      throws IOException {
    this.properties = properties;
    this.connection = connection;
    connection.addBlockedListener(
        new BlockedListener() {
          @Override
          public void handleBlocked(String reason) {
            blocked = reason;
          }

          @Override
          public void handleUnblocked() {
            blocked = null;
          }
        });
    this.channel = connection.createChannel();
    channel.confirmSelect();
    channel.addReturnListener(message -> returned.add(message.getRoutingKey()));
    if (properties.declareExchange()) {
      channel.exchangeDeclare(properties.exchange(), "topic", true);
    }
  }

  static ConfirmedChannel open(RabbitMqPublisherProperties properties, ConnectionFactory factory)
      throws IOException, TimeoutException {
    var connection = factory.newConnection(properties.brokers(), "orderflow-public-events");
    try {
      return new ConfirmedChannel(properties, connection);
    } catch (IOException | ShutdownSignalException refused) {
      connection.abort();
      throw refused;
    }
  }

  /**
   * Returns when the broker has all events in queues.
   *
   * @throws UnconfirmedException if it says that it has not
   */
  void publish(List<CloudEvent> events)
      throws IOException, TimeoutException, InterruptedException, UnconfirmedException {
    returned.clear();
    for (var event : events) {
      var why = blocked;
      if (why != null) { // it reads no more, and the next write could wait for ever
        throw new UnconfirmedException("it takes nothing now (" + why + ")");
      }
      channel.basicPublish(
          properties.exchange(),
          event.getType(),
          properties.mandatory(),
          properties(event),
          JSON.serialize(event));
    }
    if (!channel.waitForConfirms(properties.timeout().toMillis())) {
      throw new UnconfirmedException("it refused an event");
    }
    // The broker returns a message before it confirms it.
    if (!returned.isEmpty()) {
      throw new UnconfirmedException(
          "no queue is bound to " + properties.exchange() + " for " + String.join(", ", returned));
    }
  }

  private static BasicProperties properties(CloudEvent event) {
    return new BasicProperties.Builder()
        .contentType(PublicEventJson.EVENT_TYPE)
        .contentEncoding("utf-8")
        .deliveryMode(PERSISTENT)
        .messageId(event.getId())
        .type(event.getType())
        .timestamp(Date.from(Objects.requireNonNull(event.getTime()).toInstant()))
        .build();
  }

  /** Without waiting for the broker. */
  void close() {
    connection.abort(0);
  }

  /** The broker is there but does not take responsibility for the events. */
  static final class UnconfirmedException extends Exception {

    private static final long serialVersionUID = 1L;

    UnconfirmedException(String reason) {
      super(reason);
    }
  }
}
