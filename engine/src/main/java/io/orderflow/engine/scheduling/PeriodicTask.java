package io.orderflow.engine.scheduling;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A task that is repeated on a daemon thread of its own, with the same pause after each run, from
 * its start until it is stopped. The task must not throw: the first failure would be its last run.
 */
public final class PeriodicTask {

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
            task, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
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

  public boolean isRunning() {
    return timer != null;
  }
}
