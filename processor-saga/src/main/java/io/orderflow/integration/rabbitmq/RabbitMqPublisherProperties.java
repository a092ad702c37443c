package io.orderflow.integration.rabbitmq;

import com.rabbitmq.client.Address;
import io.orderflow.engine.processors.EventProcessorDefinition.Start;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Public events in RabbitMQ.
 *
 * @param enabled whether they are published there
 * @param addresses of the nodes of one broker, such as {@code 10.0.0.1:5672,10.0.0.2:5672};
 *     required
 * @param virtualHost in which the exchange is
 * @param username who publishes; required
 * @param password of that user; required
 * @param exchange a durable topic exchange; the routing key is the event's type
 * @param declareExchange whether it is created where it does not exist, which needs the permission
 *     to configure it
 * @param mandatory whether at least one queue must take each event. If no queue does, publishing
 *     waits; {@code false} drops such an event, for consumers that bind to some types only
 * @param tls whether to connect over TLS; the certificate and its host name are verified
 * @param sslBundle the name of a bundle under {@code spring.ssl.bundle}, for a certificate
 *     authority or a client certificate of your own
 * @param timeout the time limit for a connection, and for the broker's confirmation of a batch
 *     (100ms–9s)
 * @param start what is published first, at the very first start: {@code now} begins with what
 *     happens from then on, {@code first-event} with the first event ever stored
 */
@ConfigurationProperties("orderflow.integration.rabbitmq")
record RabbitMqPublisherProperties(
    @DefaultValue("false") boolean enabled,
    @Nullable String addresses,
    @DefaultValue("/") String virtualHost,
    @Nullable String username,
    @Nullable String password,
    @DefaultValue("orderflow.events") String exchange,
    @DefaultValue("true") boolean declareExchange,
    @DefaultValue("true") boolean mandatory,
    @DefaultValue("false") boolean tls,
    @Nullable String sslBundle,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("now") Start start) {

  static final String PREFIX = "orderflow.integration.rabbitmq";

  private static final Pattern ADDRESSES =
      Pattern.compile("[^\\s:/,]+:[0-9]{1,5}(\\s*,\\s*[^\\s:/,]+:[0-9]{1,5})*");
  private static final int LONGEST_NAME = 255;
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** Less than PostgreSQL allows a transaction that does nothing. */
  private static final Duration LONGEST = Duration.ofSeconds(9);

  RabbitMqPublisherProperties {
    if (addresses == null || !ADDRESSES.matcher(addresses).matches()) {
      throw wrong(
          "addresses",
          addresses == null ? null : addresses.replaceAll("[^,\\s]*@", "…@"), // a password perhaps
          "Set it to host:port such as 127.0.0.1:5672, or several of them separated by commas.");
    }
    if (username == null || username.isBlank()) {
      throw wrong("username", username, "Set it to a user of the broker.");
    }
    if (password == null || password.isBlank()) {
      throw wrong("password", null, "Set it to the password of that user.");
    }
    if (exchange.isBlank() || exchange.length() > LONGEST_NAME || exchange.startsWith("amq.")) {
      throw wrong(
          "exchange", exchange, "Set it to 1 to 255 characters that do not begin with amq.");
    }
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw wrong("timeout", timeout, "Set it to 100ms to 9s.");
    }
    if (sslBundle != null && !sslBundle.isBlank() && !tls) {
      throw wrong("ssl-bundle", sslBundle, "Remove it, or set " + PREFIX + ".tls to true.");
    }
  }

  Address[] brokers() {
    return Address.parseAddresses(String.valueOf(addresses));
  }

  int timeoutMillis() {
    return Math.toIntExact(timeout.toMillis());
  }

  private static InvalidConfigurationPropertyValueException wrong(
      String name, @Nullable Object value, String remedy) {
    return new InvalidConfigurationPropertyValueException(PREFIX + "." + name, value, remedy);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "%s in %s at %s as %s".formatted(exchange, virtualHost, addresses, username);
  }
}
