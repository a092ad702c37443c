package io.orderflow.engine.scheduling;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that is repeated on its own daemon thread, with the same pause after each run, from its
 * start until it is stopped. A run that fails is logged, and the next one follows all the same: the
 * JDK's executor would never run the task again.
 */
public final class PeriodicTask {

  private static final Logger log = LoggerFactory.getLogger(PeriodicTask.class);

  private final String threadName;
  private final Duration pause;
  private final Runnable task;
  private volatile @Nullable ScheduledExecutorService timer;

  public PeriodicTask(String threadName, Duration pause, Runnable task) {
    this.threadName = threadName;
    this.pause = pause;
    this.task = task;
  }

  /** The first run follows after one pause. */
  public void start() {
    var executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(threadName).factory());
    var _ =
        executor.scheduleWithFixedDelay(
            this::run, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    timer = executor;
  }

  /** Interrupts a run under way and does not wait for it. */
  public void stop() {
    var executor = timer;
    timer = null;
    if (executor != null) {
      executor.shutdownNow();
    }
  }

  private void run() {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      log.error("{} failed, and is tried again in {}", threadName, pause, failure);
    }
  }

  public boolean isRunning() {
    return timer != null;
  }
}
