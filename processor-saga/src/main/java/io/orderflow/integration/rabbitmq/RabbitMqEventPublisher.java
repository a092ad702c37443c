package io.orderflow.integration.rabbitmq;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.cloudevents.CloudEvent;
import io.orderflow.api.Labels;
import io.orderflow.integration.EventPublisher;
import io.orderflow.integration.PublisherUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * Publishes to a topic exchange. It connects when it has something to publish, and anew after a
 * failure.
 */
final class RabbitMqEventPublisher implements EventPublisher, AutoCloseable {

  static final String NAME = "rabbitmq";

  private static final int LONGEST_REASON = 200;

  private final RabbitMqPublisherProperties properties;
  private final ConnectionFactory factory;
  private @Nullable ConfirmedChannel channel;

  RabbitMqEventPublisher(RabbitMqPublisherProperties properties, ConnectionFactory factory) {
    this.properties = properties;
    this.factory = factory;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String receiver() {
    return "RabbitMQ for public events (" + properties.addresses() + ")";
  }

  @Override
  public String settings() {
    return RabbitMqPublisherProperties.PREFIX;
  }

  /** Consumers drop what they have had, by its id. */
  @Override
  public @Nullable String refusesResend() {
    return null;
  }

  /** One at a time: confirmations belong to a channel. */
  @Override
  public synchronized void publish(List<CloudEvent> events, Map<String, Labels> labels) {
    try {
      var open = channel;
      if (open == null) {
        open = ConfirmedChannel.open(properties, factory);
        channel = open;
      }
      open.publish(events);
    } catch (ConfirmedChannel.UnconfirmedException unconfirmed) {
      throw unavailable(String.valueOf(unconfirmed.getMessage()), unconfirmed);
    } catch (TimeoutException silent) {
      throw unavailable("it did not answer within " + properties.timeoutMillis() + " ms", silent);
    } catch (AuthenticationFailureException refused) {
      throw unavailable("it does not accept the user " + properties.username(), refused);
    } catch (IOException | ShutdownSignalException lost) {
      throw unavailable(reason(lost), lost);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw unavailable("orderflow stops", stopped);
    }
  }

  private PublisherUnavailableException unavailable(String reason, Exception cause) {
    close();
    return new PublisherUnavailableException(NAME, reason, cause);
  }

  /** The broker's own words, such as those about a missing exchange, are in the root cause. */
  private static String reason(Exception failure) {
    var root = NestedExceptionUtils.getMostSpecificCause(failure);
    String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    String line = words.lines().findFirst().orElse("").strip();
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) : line;
  }

  @Override
  public synchronized void close() {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
