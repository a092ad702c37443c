package io.orderflow.partner.shipping.kafka;

import io.orderflow.partner.kafka.ConditionalOnTransport;
import io.orderflow.partner.kafka.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps the consumer of replies running: restarts it after a failure, also if the broker is missing
 * at the start.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
class ReplyContainerSupervisor implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ReplyContainerSupervisor.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final ShipmentReplyConsumer reader;
  private final MissingReplyTopicDetector topic;
  private final Clock clock;
  private volatile @Nullable ScheduledThreadPoolExecutor timer;
  private boolean failing;
  private boolean silent;
  private Instant lastHeard = Instant.MIN;

  ReplyContainerSupervisor(
      ShipmentReplyConsumer reader, MissingReplyTopicDetector topic, Clock clock) {
    this.reader = reader;
    this.topic = topic;
    this.clock = clock;
  }

  @Override
  public void start() {
    var started =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("replies-watch").factory());
    lastHeard = clock.instant();
    timer = started;
    var _ =
        started.scheduleWithFixedDelay(this::check, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void check() {
    try {
      if (!reader.container().isRunning()) {
        reader.container().start();
      }
      failing = false;
      checkConnection();
    } catch (RuntimeException | Error broken) {
      if (!failing) { // logged once per outage
        failing = true;
        log.warn(
            "The carrier's replies cannot be read from Kafka; this is retried: {}",
            RetryForeverErrorHandler.brief(broken));
      }
    }
  }

  /** Replaces Kafka's own log about an unreachable broker, which is switched off. */
  private void checkConnection() {
    var now = clock.instant();
    if (reader.isConnected()) {
      if (silent) {
        log.info("Kafka is back; the carrier's replies are read again");
      }
      silent = false;
      lastHeard = now;
      topic.check(!reader.partitions().isEmpty(), now);
    } else if (!silent && lastHeard.plus(ShipmentReplyConsumer.SILENCE).isBefore(now)) {
      silent = true;
      log.warn(
          "Kafka has not answered for {}; the carrier's replies wait there",
          ShipmentReplyConsumer.SILENCE);
    }
  }

  /** Records in progress are stored and committed, or are read again. */
  @Override
  public void stop() {
    var stopping = timer;
    timer = null;
    if (stopping != null) {
      stopping.close();
    }
    reader.container().stop();
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /** Starts after the inbox's workers, and stops before them. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 513;
  }
}
