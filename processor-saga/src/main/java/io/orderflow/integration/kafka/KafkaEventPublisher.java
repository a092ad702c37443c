package io.orderflow.integration.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.orderflow.api.Labels;
import io.orderflow.integration.EventPublisher;
import io.orderflow.integration.PublisherUnavailableException;
import io.orderflow.integration.RejectedEventException;
import io.orderflow.integration.event.PublicEventJson;
import io.orderflow.partner.kafka.SelfReplacingProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** Writes public events to one topic. The key is the order, which keeps its events in order. */
final class KafkaEventPublisher implements EventPublisher {

  static final String NAME = "kafka";

  private static final PublicEventJson JSON = new PublicEventJson();

  /** The producer gives a record up by itself; this is for one that does not. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final KafkaPublisherProperties properties;
  private final SelfReplacingProducer kafka;

  KafkaEventPublisher(KafkaPublisherProperties properties, SelfReplacingProducer kafka) {
    this.properties = properties;
    this.kafka = kafka;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String receiver() {
    return "Kafka for public events (" + properties.requiredServers() + ")";
  }

  @Override
  public String settings() {
    return KafkaPublisherProperties.PREFIX;
  }

  /** Consumers drop what they have had, by its id. */
  @Override
  public @Nullable String refusesResend() {
    return null;
  }

  @Override
  public void publish(List<CloudEvent> events, Map<String, Labels> labels) {
    long until = System.nanoTime() + properties.timeout().toNanos() + GRACE_NANOS;
    var sent = new ArrayList<CompletableFuture<?>>();
    for (var event : events) {
      var confirmation = kafka.send(record(event));
      sent.add(confirmation);
      if (confirmation.isCompletedExceptionally()) {
        break; // the brokers are not found, and each further record would wait for them as long
      }
    }
    for (int i = 0; i < sent.size(); i++) {
      await(events.get(i), sent.get(i), until);
    }
  }

  private ProducerRecord<byte[], byte[]> record(CloudEvent event) {
    var key = Objects.requireNonNull(event.getSubject()).getBytes(UTF_8);
    var writer = KafkaMessageFactory.createWriter(properties.topic(), key);
    return switch (properties.contentMode()) {
      case BINARY -> writer.writeBinary(event);
      case STRUCTURED -> writer.writeStructured(event, JSON);
    };
  }

  private void await(CloudEvent event, CompletableFuture<?> confirmation, long until) {
    try {
      confirmation.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      var cause = NestedExceptionUtils.getMostSpecificCause(failed);
      if (cause instanceof RecordTooLargeException) {
        throw new RejectedEventException(event, cause);
      }
      throw unavailable(cause);
    } catch (TimeoutException silent) {
      throw unavailable(silent);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw unavailable(stopped);
    }
  }

  private PublisherUnavailableException unavailable(Throwable cause) {
    String reason =
        switch (cause) {
          case AuthenticationException _, AuthorizationException _ ->
              "it does not let orderflow write to " + properties.topic();
          case TimeoutException _, org.apache.kafka.common.errors.TimeoutException _ ->
              "it confirmed no record in "
                  + properties.topic()
                  + " within "
                  + properties.timeout().toMillis()
                  + " ms";
          case InterruptedException _ -> "orderflow stops";
          default -> cause.getClass().getSimpleName() + " in " + properties.topic();
        };
    return new PublisherUnavailableException(NAME, reason, cause);
  }
}
