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

  /**
   * How long Axon waits while a segment's queue of 1,024 events is full, which is more than it
   * takes to handle them: a processor with much to do would stand still for most of the time.
   */
  private static final Duration QUEUE_FULL = Duration.ofMillis(100);

  private final Duration queueFull;

  public CappedBackoffExecutor(String processor) {
    this(processor, QUEUE_FULL);
  }

  /**
   * @param queueFull how long to wait while a segment's queue is full
   */
  public CappedBackoffExecutor(String processor, Duration queueFull) {
    super(1, Thread.ofPlatform().daemon().name(threadName(processor)).factory());
    this.queueFull = queueFull;
  }

  public static String threadName(String processor) {
    return "coordinator-" + processor;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    var wanted = Duration.ofNanos(Math.min(unit.toNanos(delay), LONGEST.toNanos()));
    var pause = wanted.equals(QUEUE_FULL) ? queueFull : wanted;
    return super.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
  }
}
