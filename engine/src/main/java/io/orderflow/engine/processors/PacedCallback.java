package io.orderflow.engine.processors;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes calls on, with a rest after each. The first call after a rest is passed on at once. Those
 * that come during a rest are passed on as one, when it is over: none is lost.
 */
final class PacedCallback implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(PacedCallback.class);

  private final Runnable callback;
  private final long rest;
  private final LongSupplier nanoTime;
  private final Function<Duration, Executor> later;
  private final AtomicBoolean due = new AtomicBoolean();
  private volatile long restsUntil;

  /**
   * @param later runs a task after a delay
   */
  PacedCallback(
      Runnable callback, Duration rest, LongSupplier nanoTime, Function<Duration, Executor> later) {
    this.callback = callback;
    this.rest = rest.toNanos();
    this.nanoTime = nanoTime;
    this.later = later;
    this.restsUntil = nanoTime.getAsLong();
  }

  @Override
  public void run() {
    if (due.compareAndSet(false, true)) {
      long left = restsUntil - nanoTime.getAsLong();
      if (left <= 0) {
        pass();
      } else {
        later.apply(Duration.ofNanos(left)).execute(this::pass);
      }
    }
  }

  /** A call that comes while the callback runs is another one: it may be too late for this. */
  private void pass() {
    restsUntil = nanoTime.getAsLong() + rest;
    due.set(false);
    try {
      callback.run();
    } catch (RuntimeException stopping) { // its executor takes nothing any more
      log.debug("A reader of events could not be woken", stopping);
    }
  }
}
