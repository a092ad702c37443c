package io.orderflow.partner.kafka;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;

/**
 * Sends records, and takes a new producer where the one at hand is of no use any more. A producer
 * whom the broker did not know at first never gets the number it writes under, also when the broker
 * knows it later: from then on all it sends runs out of time (KAFKA-20237).
 */
public final class SelfReplacingProducer {

  private static final Logger LOG = LoggerFactory.getLogger(SelfReplacingProducer.class);
  private static final int TIMEOUTS_IN_A_ROW = 5;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ProducerFactory<byte[], byte[]> factory;
  private final KafkaTemplate<byte[], byte[]> kafka;
  private int timeouts;
  private boolean unknownToTheBroker;
  private boolean replaced;
  private long replacedAt;

  SelfReplacingProducer(ProducerFactory<byte[], byte[]> factory) {
    this.factory = factory;
    this.kafka = new KafkaTemplate<>(factory);
    this.replacedAt = System.nanoTime() - PAUSE.toNanos();
    kafka.setProducerListener(new Silent()); // the default one logs what could not be sent
  }

  /** Done once the broker has the record for good. Whatever goes wrong, only the future fails. */
  public CompletableFuture<?> send(ProducerRecord<byte[], byte[]> record) {
    try {
      if (mustBeReplaced()) {
        factory.reset(); // whoever still waits for the old one hears that it was closed
      }
      return kafka.send(record).whenComplete((_, failure) -> note(failure));
    } catch (org.springframework.kafka.KafkaException
        | org.apache.kafka.common.KafkaException
        | IllegalStateException failure) { // the last of somebody who sends while it is replaced
      note(failure);
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** Not before every single record: each producer would try to connect without any pause. */
  private synchronized boolean mustBeReplaced() {
    boolean useless = unknownToTheBroker || timeouts >= TIMEOUTS_IN_A_ROW;
    if (!useless || System.nanoTime() - replacedAt < PAUSE.toNanos()) {
      return false;
    }
    replacedAt = System.nanoTime();
    replaced = true;
    unknownToTheBroker = false;
    timeouts = 0;
    return true;
  }

  private synchronized void note(@Nullable Throwable failure) {
    if (failure == null) {
      if (replaced) {
        LOG.info("Kafka takes records again, over a new connection");
      }
      replaced = false;
      unknownToTheBroker = false;
      timeouts = 0;
    } else if (isCaused(failure, AuthenticationException.class)) {
      unknownToTheBroker = true;
    } else if (isCaused(failure, TimeoutException.class)) {
      timeouts++;
    }
  }

  private static boolean isCaused(Throwable failure, Class<? extends Throwable> by) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).anyMatch(by::isInstance);
  }

  private static final class Silent implements ProducerListener<byte[], byte[]> {}
}
