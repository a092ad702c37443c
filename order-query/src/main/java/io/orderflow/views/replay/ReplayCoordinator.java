package io.orderflow.views.replay;

import io.orderflow.engine.processors.OnDemandProcessors;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Checks periodically, on every node, whether this node's processor has to build rows, and whether
 * a replay can end. It stops before the processors do.
 */
@Component
class ReplayCoordinator implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ReplayCoordinator.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** One for each of the two checks: a comparison takes long. */
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          2, Thread.ofPlatform().daemon().name("replay-watch-", 0).factory());

  private final ReplayStore table;
  private final ReplayCompletion replayCompletion;
  private final ReplayLock replayLock;
  private final OnDemandProcessors onDemand;
  private final ViewProcessors processors;

  /** The replay for which this node's processor was started. */
  private @Nullable Long builtFor;

  private volatile boolean running;

  ReplayCoordinator(
      ReplayStore table,
      ReplayCompletion replayCompletion,
      ReplayLock replayLock,
      OnDemandProcessors onDemand,
      ViewProcessors processors) {
    this.table = table;
    this.replayCompletion = replayCompletion;
    this.replayLock = replayLock;
    this.onDemand = onDemand;
    this.processors = processors;
  }

  @Override
  public void start() {
    running = true;
    repeat(this::startOrStop);
    repeat(this::complete);
  }

  /**
   * Another replay begins without tokens, and they are created by a start. Without a replay the
   * processor stands still, even if it was started by the console of Axon Server.
   */
  private void startOrStop() {
    var replay = table.running().map(Replay::id).orElse(null);
    if (replay != null && replay.equals(builtFor)) {
      return;
    }
    if (onDemand.isRunning(processors.next())) {
      onDemand.stop(processors.next());
    }
    if (replay != null) {
      onDemand.start(processors.next());
    }
    builtFor = replay;
  }

  private void complete() {
    if (replayCompletion.isAwaited()) {
      replayLock.only(replayCompletion::look);
    }
  }

  private void repeat(Runnable look) {
    var _ =
        threads.scheduleWithFixedDelay(
            () -> {
              try {
                look.run();
              } catch (RuntimeException failed) { // an exception would cancel the schedule
                log.warn("The progress of the replay cannot be read; this is retried", failed);
              }
            },
            LOOK_EVERY.toMillis(),
            LOOK_EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    threads.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
