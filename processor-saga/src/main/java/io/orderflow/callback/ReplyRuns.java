package io.orderflow.callback;

import io.orderflow.partner.kafka.Over;
import io.orderflow.partner.kafka.Transport;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Keeps the replies being read while the application runs: a broker that cannot be found at the
 * start, or a reader that has died, is no reason to give up.
 */
@Component
@Over(Transport.KAFKA)
class ReplyRuns implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ReplyRuns.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final MessageListenerContainer reader;
  private volatile @Nullable ScheduledThreadPoolExecutor watch;
  private boolean failing;

  ReplyRuns(ReplyReader replies) {
    this.reader = replies.container();
  }

  @Override
  public void start() {
    var started =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("replies-watch").factory());
    watch = started;
    var _ = started.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (reader.isRunning()) {
      failing = false;
      return;
    }
    try {
      reader.start();
    } catch (RuntimeException | Error broken) {
      if (!failing) { // told once, not at every look
        failing = true;
        var cause = NestedExceptionUtils.getMostSpecificCause(broken);
        LOG.warn(
            "replies of the carrier cannot be read from Kafka; it is tried again and again: {}",
            cause.toString());
      }
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
    reader.stop();
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
