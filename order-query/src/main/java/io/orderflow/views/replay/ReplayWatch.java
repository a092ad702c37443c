package io.orderflow.views.replay;

import io.orderflow.engine.EventProcessor;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Looks every now and then, on every node, whether a replay has come to its end. */
@Component
class ReplayWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("replay-watch-", 0).factory());

  private final Ending ending;
  private final Rewinding rewinding;
  private final OneNode oneNode;
  private final EventProcessor orderViews;

  ReplayWatch(
      Ending ending,
      Rewinding rewinding,
      OneNode oneNode,
      @Qualifier("orderViews") EventProcessor orderViews) {
    this.ending = ending;
    this.rewinding = rewinding;
    this.oneNode = oneNode;
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
      rewinding.startWhatIsLeftStanding();
      if (ending.isAwaited()) {
        oneNode.only(() -> ending.look(orderViews));
      }
    } catch (RuntimeException failed) { // or this would have been the last look
      LOG.warn("Cannot see how far the replay is, or end it; trying again", failed);
    }
  }

  @PreDestroy
  void close() {
    thread.shutdownNow();
  }
}
