package io.orderflow.partner.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.api.OrderId;
import io.orderflow.fulfillment.Answer;
import io.orderflow.partner.Wire;
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
  private final SteadyProducer kafka;

  /**
   * @param name how the partner is called in errors, for instance {@code shipping}
   * @param timeout how long the broker is waited for
   */
  public KafkaPartner(String name, String topic, Duration timeout, Producers producers) {
    this.name = name;
    this.topic = topic;
    this.timeout = timeout;
    this.kafka = producers.within(timeout);
  }

  /**
   * Asks once. {@link Answer.Later} where the broker has the request for good; everything else is
   * an {@link Answer.Unknown}, for the request may yet come through.
   */
  public Answer ask(OrderId about, Object request) {
    var until = System.nanoTime() + timeout.toNanos();
    try {
      var written = kafka.send(record(about, request)); // waits for the broker to be found
      written.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new Answer.Later();
    } catch (TimeoutException silent) {
      return notInTime();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer.Unknown(name + ": stopped while writing to Kafka");
    } catch (ExecutionException failed) {
      return describe(NestedExceptionUtils.getMostSpecificCause(failed));
    }
  }

  /** One order's records have one key, and so stay in their order. */
  private ProducerRecord<byte[], byte[]> record(OrderId about, Object request) {
    return new ProducerRecord<>(topic, about.toString().getBytes(UTF_8), Wire.write(request));
  }

  private Answer describe(Throwable cause) {
    return switch (cause) {
      case org.apache.kafka.common.errors.TimeoutException _ -> notInTime();
      case AuthenticationException _, AuthorizationException _ ->
          new Answer.Unknown(name + ": Kafka does not let us write to " + topic);
      default ->
          new Answer.Unknown(
              name + ": Kafka could not be written to (" + cause.getClass().getSimpleName() + ")");
    };
  }

  private Answer notInTime() {
    return new Answer.Unknown(
        name
            + ": Kafka did not confirm a record in "
            + topic
            + " within "
            + timeout.toMillis()
            + " ms");
  }
}
