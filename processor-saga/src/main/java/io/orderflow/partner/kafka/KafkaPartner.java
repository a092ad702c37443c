package io.orderflow.partner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.OrderId;
import io.orderflow.fulfillment.PartnerAnswer;
import io.orderflow.partner.PartnerJson;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.springframework.core.NestedExceptionUtils;

/** A partner written to over Kafka, who answers in a topic of its own. */
public final class KafkaPartner {

  private final String name;
  private final String topic;
  private final Duration timeout;
  private final SelfReplacingProducer kafka;

  /**
   * @param name how the partner is called in errors, for instance {@code shipping}
   * @param timeout how long the broker is waited for
   */
  public KafkaPartner(String name, String topic, Duration timeout, KafkaProducers kafkaProducers) {
    this.name = name;
    this.topic = topic;
    this.timeout = timeout;
    this.kafka = kafkaProducers.within(timeout);
  }

  /**
   * Asks once. {@link PartnerAnswer.Later} where the broker has the request for good; everything
   * else is an {@link PartnerAnswer.Unknown}, for the request may yet come through.
   */
  public PartnerAnswer ask(OrderId about, Object request) {
    var until = System.nanoTime() + timeout.toNanos();
    try {
      var written = kafka.send(record(about, request)); // waits for the broker to be found
      written.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new PartnerAnswer.Later();
    } catch (TimeoutException silent) {
      return notInTime();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new PartnerAnswer.Unknown(name + ": stopped while writing to Kafka");
    } catch (ExecutionException failed) {
      return describe(NestedExceptionUtils.getMostSpecificCause(failed));
    }
  }

  /** One order's records have one key, and so stay in their order. */
  private ProducerRecord<byte[], byte[]> record(OrderId about, Object request) {
    return new ProducerRecord<>(
        topic, about.toString().getBytes(UTF_8), PartnerJson.write(request));
  }

  private PartnerAnswer describe(Throwable cause) {
    return switch (cause) {
      case org.apache.kafka.common.errors.TimeoutException _ -> notInTime();
      case AuthenticationException _, AuthorizationException _ ->
          new PartnerAnswer.Unknown(name + ": Kafka does not let us write to " + topic);
      default ->
          new PartnerAnswer.Unknown(
              name + ": Kafka could not be written to (" + cause.getClass().getSimpleName() + ")");
    };
  }

  private PartnerAnswer notInTime() {
    return new PartnerAnswer.Unknown(
        name
            + ": Kafka did not confirm a record in "
            + topic
            + " within "
            + timeout.toMillis()
            + " ms");
  }
}
