package io.orderflow.standalone.postgres;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the end of a process that is not a child of this one. {@link ProcessHandle#onExit}
 * polls such processes so rarely that every stop would take a second or two longer.
 */
final class ProcessExit {

  private static final long CHECK_EVERY = TimeUnit.MILLISECONDS.toNanos(10);

  private ProcessExit() {}

  /** Whether the process ends within the limit. */
  static boolean of(ProcessHandle process, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(CHECK_EVERY);
    }
    return !process.isAlive();
  }
}
