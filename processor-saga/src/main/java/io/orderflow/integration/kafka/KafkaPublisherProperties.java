package io.orderflow.integration.kafka;

import io.orderflow.engine.processors.EventProcessorDefinition.Start;
import io.orderflow.partner.kafka.DurableProducerSettings;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Public events in Kafka.
 *
 * @param enabled whether they are published there
 * @param bootstrapServers addresses of brokers, such as {@code 10.0.0.1:9092,10.0.0.2:9092};
 *     required
 * @param topic to which they are written; it is not created here
 * @param contentMode {@code structured}: each value is a whole CloudEvent; {@code binary}: its
 *     attributes are in headers, and the value is its data
 * @param timeout the time limit for the brokers' confirmation of a batch (100ms–9s)
 * @param start what is published first, at the very first start: {@code now} begins with what
 *     happens from then on, {@code first-event} with the first event ever stored
 * @param properties further settings of Kafka's producer under their own names, such as {@code
 *     security.protocol}, {@code sasl.mechanism}, {@code sasl.jaas.config} or {@code
 *     ssl.truststore.location}
 */
@ConfigurationProperties("orderflow.integration.kafka")
record KafkaPublisherProperties(
    @DefaultValue("false") boolean enabled,
    @Nullable String bootstrapServers,
    @DefaultValue("orderflow.orders") String topic,
    @DefaultValue("structured") ContentMode contentMode,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("now") Start start,
    @DefaultValue Map<String, String> properties) {

  static final String PREFIX = "orderflow.integration.kafka";

  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");
  private static final Duration SHORTEST = Duration.ofMillis(100);

  /** Less than PostgreSQL allows a transaction that does nothing. */
  private static final Duration LONGEST = Duration.ofSeconds(9);

  KafkaPublisherProperties {
    properties = Map.copyOf(properties);
    if (bootstrapServers == null || bootstrapServers.isBlank()) {
      throw wrong(
          "bootstrap-servers",
          bootstrapServers,
          "Set it to addresses of brokers such as 127.0.0.1:9092, or remove "
              + PREFIX
              + ".enabled.");
    }
    if (!TOPIC.matcher(topic).matches()) {
      throw wrong(
          "topic", topic, "Set it to 1 to 249 letters, digits, dots, underscores and dashes.");
    }
    if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
      throw wrong("timeout", timeout, "Set it to 100ms to 9s.");
    }
    for (var fixed : new TreeMap<>(DurableProducerSettings.within(timeout)).keySet()) {
      if (properties.containsKey(fixed)) {
        throw wrong(
            "properties." + fixed,
            properties.get(fixed),
            "Remove it: orderflow sets it, so that no event is lost, doubled or overtaken.");
      }
    }
    if (properties.containsKey("transactional.id")) {
      throw wrong(
          "properties.transactional.id",
          properties.get("transactional.id"),
          "Remove it: orderflow does not use Kafka transactions.");
    }
  }

  String requiredServers() {
    return String.valueOf(bootstrapServers);
  }

  private static InvalidConfigurationPropertyValueException wrong(
      String name, @Nullable Object value, String remedy) {
    return new InvalidConfigurationPropertyValueException(PREFIX + "." + name, value, remedy);
  }

  /** Without the producer's settings, which may hold a password. */
  @Override
  public String toString() {
    return "%s in %s at %s".formatted(contentMode, topic, bootstrapServers);
  }
}
