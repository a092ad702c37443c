package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that coordinates a processor. Each time its database is away it means to rest for
 * longer, up to a minute, and would go on resting when the database is back, on all nodes alike.
 */
public final class CappedBackoffExecutor extends ScheduledThreadPoolExecutor {

  static final Duration LONGEST = Duration.ofSeconds(5);

  public CappedBackoffExecutor(String processor) {
    super(1, Thread.ofPlatform().daemon().name(threadOf(processor)).factory());
  }

  public static String threadOf(String processor) {
    return "coordinator-" + processor;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return super.schedule(
        task, Math.min(unit.toNanos(delay), LONGEST.toNanos()), TimeUnit.NANOSECONDS);
  }
}
