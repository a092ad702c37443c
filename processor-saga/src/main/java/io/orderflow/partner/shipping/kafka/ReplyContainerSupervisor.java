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
 * Keeps the replies being read while the application runs: a broker that cannot be found at the
 * start, or a reader that has died, is no reason to give up.
 */
@Component
@ConditionalOnTransport(Transport.KAFKA)
class ReplyContainerSupervisor implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ReplyContainerSupervisor.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final ReplyConfiguration reader;
  private final ReplyTopicCheck topic;
  private final Clock clock;
  private volatile @Nullable ScheduledThreadPoolExecutor watch;
  private boolean failing;
  private boolean silent;
  private Instant lastHeard = Instant.MIN;

  ReplyContainerSupervisor(ReplyConfiguration reader, ReplyTopicCheck topic, Clock clock) {
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
    watch = started;
    var _ = started.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (!reader.container().isRunning()) {
        reader.container().start();
      }
      failing = false;
      listen();
    } catch (RuntimeException | Error broken) {
      if (!failing) { // told once, not at every look
        failing = true;
        LOG.warn(
            "replies of the carrier cannot be read from Kafka; it is tried again and again: {}",
            RetryForeverErrorHandler.brief(broken));
      }
    }
  }

  /** Kafka's own words about a broker that is away are many, and are switched off. */
  private void listen() {
    var now = clock.instant();
    if (reader.isConnected()) {
      if (silent) {
        LOG.info("Kafka is back; replies of the carrier are read again");
      }
      silent = false;
      lastHeard = now;
      topic.look(!reader.partitions().isEmpty(), now);
    } else if (!silent && lastHeard.plus(ReplyConfiguration.SILENCE).isBefore(now)) {
      silent = true;
      LOG.warn(
          "nothing was heard of Kafka for {}; the carrier's replies wait there",
          ReplyConfiguration.SILENCE);
    }
  }

  /** What is in hand is stored and committed, or comes again. */
  @Override
  public void stop() {
    var stopping = watch;
    watch = null;
    if (stopping != null) {
      stopping.close();
    }
    reader.container().stop();
  }

  @Override
  public boolean isRunning() {
    return watch != null;
  }

  /** After the inbox has begun to be emptied, and the other way round when stopping. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 513;
  }
}
