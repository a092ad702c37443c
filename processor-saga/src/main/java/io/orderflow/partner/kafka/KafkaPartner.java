package io.orderflow.partner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.OrderId;
import io.orderflow.engine.tracing.CurrentSpan;
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

/** Sends requests to a partner over Kafka; the replies come in a topic of their own. */
public final class KafkaPartner {

  private final String name;
  private final String topic;
  private final Duration timeout;
  private final SelfReplacingProducer kafka;

  /**
   * @param name the partner's name in error messages, for instance {@code shipping}
   * @param timeout the time limit for the broker's confirmation
   */
  public KafkaPartner(String name, String topic, Duration timeout, KafkaProducers kafkaProducers) {
    this.name = name;
    this.topic = topic;
    this.timeout = timeout;
    this.kafka = kafkaProducers.within(timeout);
  }

  /**
   * Sends one request. {@link PartnerAnswer.Later} if the broker has it durably; otherwise {@link
   * PartnerAnswer.Unknown}, because it may still arrive.
   */
  public PartnerAnswer ask(OrderId about, Object request) {
    var until = System.nanoTime() + timeout.toNanos();
    try {
      var written = kafka.send(record(about, request)); // may block until the broker is found
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

  /** The records of an order have one key, which keeps them in order. */
  private ProducerRecord<byte[], byte[]> record(OrderId about, Object request) {
    var key = about.toString().getBytes(UTF_8);
    var record = new ProducerRecord<>(topic, key, PartnerJson.write(request));
    var traceParent = CurrentSpan.traceParent();
    if (traceParent != null) {
      record.headers().add("traceparent", traceParent.getBytes(UTF_8));
    }
    return record;
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
