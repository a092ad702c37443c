package io.orderflow.partner.kafka;

import io.orderflow.engine.failure.CauseChain;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
 * Sends records, and replaces a producer that has become useless. A producer that failed to
 * authenticate at first never gets its producer id, even if it is authorized later: all its sends
 * time out (KAFKA-20237).
 */
public final class SelfReplacingProducer {

  private static final Logger log = LoggerFactory.getLogger(SelfReplacingProducer.class);
  private static final int TIMEOUTS_IN_A_ROW = 5;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ProducerFactory<byte[], byte[]> factory;
  private final KafkaTemplate<byte[], byte[]> kafka;
  private int timeouts;
  private boolean unauthenticated;
  private boolean replaced;
  private long replacedAt;

  public SelfReplacingProducer(ProducerFactory<byte[], byte[]> factory) {
    this.factory = factory;
    this.kafka = new KafkaTemplate<>(factory);
    this.replacedAt = System.nanoTime() - PAUSE.toNanos();
    kafka.setProducerListener(new Silent()); // the default one logs what could not be sent
  }

  /** Done once the broker has the record durably. Every failure is reported by the future. */
  public CompletableFuture<?> send(ProducerRecord<byte[], byte[]> record) {
    try {
      if (mustBeReplaced()) {
        factory.reset(); // callers that wait for the old one get a failure
      }
      return kafka.send(record).whenComplete((_, failure) -> note(failure));
    } catch (org.springframework.kafka.KafkaException
        | org.apache.kafka.common.KafkaException
        | IllegalStateException failure) { // the last one: sent during a replacement
      note(failure);
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** At most every two seconds: each new producer connects at once. */
  private synchronized boolean mustBeReplaced() {
    boolean useless = unauthenticated || timeouts >= TIMEOUTS_IN_A_ROW;
    if (!useless || System.nanoTime() - replacedAt < PAUSE.toNanos()) {
      return false;
    }
    replacedAt = System.nanoTime();
    replaced = true;
    unauthenticated = false;
    timeouts = 0;
    return true;
  }

  private synchronized void note(@Nullable Throwable failure) {
    if (failure == null) {
      if (replaced) {
        log.info("Kafka accepts records again, over a new connection");
      }
      replaced = false;
      unauthenticated = false;
      timeouts = 0;
    } else if (isCaused(failure, AuthenticationException.class)) {
      unauthenticated = true;
    } else if (isCaused(failure, TimeoutException.class)) {
      timeouts++;
    }
  }

  private static boolean isCaused(Throwable failure, Class<? extends Throwable> by) {
    return CauseChain.of(failure).anyMatch(by::isInstance);
  }

  private static final class Silent implements ProducerListener<byte[], byte[]> {}
}
