package io.orderflow.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.partner.kafka.Over;
import io.orderflow.partner.kafka.Producers;
import io.orderflow.partner.kafka.ShippingProperties;
import io.orderflow.partner.kafka.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Puts what cannot be read into a topic of its own, as it came, with the reason in its headers.
 * Perhaps more than once: when in doubt it is written again.
 */
@Component
@Over(Transport.KAFKA)
class DeadReplies {

  private static final Logger LOG = LoggerFactory.getLogger(DeadReplies.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final String topic;
  private final KafkaTemplate<byte[], byte[]> kafka;

  DeadReplies(ShippingProperties shipping, Producers producers) {
    this.topic = shipping.kafka().topics().repliesDead();
    this.kafka = producers.within(TIMEOUT);
  }

  record DeadReply(ConsumerRecord<byte[], byte[]> reply, String reason) {

    @Override
    public String toString() {
      return reply.topic() + "-" + reply.partition() + "@" + reply.offset() + ": " + reason;
    }
  }

  /**
   * When this returns, the broker has all of them.
   *
   * @throws KafkaException if it has not; then nothing may go on
   */
  void putAway(List<DeadReply> unreadable) {
    unreadable.forEach(this::putAway);
    if (!unreadable.isEmpty()) { // one line, however many somebody sends
      LOG.warn(
          "{} replies of the carrier cannot be read and are now in {}; the first: {}",
          unreadable.size(),
          topic,
          unreadable.getFirst());
    }
  }

  private void putAway(DeadReply dead) {
    try {
      write(asItCame(dead));
    } catch (KafkaException refused) {
      if (!(NestedExceptionUtils.getMostSpecificCause(refused)
          instanceof RecordTooLargeException)) {
        throw refused;
      }
      write(whereItIs(dead)); // else nothing would ever come after it
    }
  }

  private ProducerRecord<byte[], byte[]> asItCame(DeadReply dead) {
    var reply = dead.reply();
    var letter = new ProducerRecord<>(topic, null, reply.key(), reply.value(), reply.headers());
    return why(letter, dead);
  }

  /** Longer than the topic takes: it stays where it is for as long as replies are kept there. */
  private ProducerRecord<byte[], byte[]> whereItIs(DeadReply dead) {
    var letter = new ProducerRecord<byte[], byte[]>(topic, null, null, null);
    letter.headers().add("orderflow-left-out", "key, value and headers, too long".getBytes(UTF_8));
    return why(letter, dead);
  }

  private static ProducerRecord<byte[], byte[]> why(
      ProducerRecord<byte[], byte[]> letter, DeadReply dead) {
    var reply = dead.reply();
    letter
        .headers()
        .add("orderflow-reason", dead.reason().getBytes(UTF_8))
        .add("orderflow-topic", reply.topic().getBytes(UTF_8))
        .add("orderflow-partition", Integer.toString(reply.partition()).getBytes(UTF_8))
        .add("orderflow-offset", Long.toString(reply.offset()).getBytes(UTF_8));
    return letter;
  }

  private void write(ProducerRecord<byte[], byte[]> letter) {
    try {
      kafka.send(letter).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw new KafkaException("cannot write to " + topic, failed.getCause());
    } catch (TimeoutException silent) {
      throw new KafkaException("cannot write to " + topic, silent);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new KafkaException("stopped while writing to " + topic, stopped);
    }
  }
}
