package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The coordinator thread of a processor, with a capped backoff. Axon doubles the delay after each
 * failure up to a minute, so that after an outage every node would stay idle for up to a minute.
 */
public final class CappedBackoffExecutor extends ScheduledThreadPoolExecutor {

  static final Duration LONGEST = Duration.ofSeconds(5);

  public CappedBackoffExecutor(String processor) {
    super(1, Thread.ofPlatform().daemon().name(threadName(processor)).factory());
  }

  public static String threadName(String processor) {
    return "coordinator-" + processor;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return super.schedule(
        task, Math.min(unit.toNanos(delay), LONGEST.toNanos()), TimeUnit.NANOSECONDS);
  }
}
