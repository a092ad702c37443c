package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessor;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Checks periodically, on every node, whether a replay can end. */
@Component
class ReplayMonitor {

  private static final Logger log = LoggerFactory.getLogger(ReplayMonitor.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("replay-watch-", 0).factory());

  private final ReplayCompletion replayCompletion;
  private final TokenReset tokenReset;
  private final ReplayLock replayLock;
  private final EventProcessor orderViews;

  ReplayMonitor(
      ReplayCompletion replayCompletion,
      TokenReset tokenReset,
      ReplayLock replayLock,
      @Qualifier("orderViews") EventProcessor orderViews) {
    this.replayCompletion = replayCompletion;
    this.tokenReset = tokenReset;
    this.replayLock = replayLock;
    this.orderViews = orderViews;
  }

  @PostConstruct
  void begin() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      tokenReset.startWhatIsLeftStanding();
      if (replayCompletion.isAwaited()) {
        replayLock.only(() -> replayCompletion.look(orderViews));
      }
    } catch (RuntimeException failed) { // or this would have been the last look
      log.warn("The progress of the replay cannot be read; this is retried", failed);
    }
  }

  @PreDestroy
  void close() {
    thread.shutdownNow();
  }
}
