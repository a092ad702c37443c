package io.orderflow.standalone.postgres;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for the end of a process that is no child of this one. {@link ProcessHandle#onExit} looks
 * at such a process so seldom that every stop would take a second or two longer.
 */
final class ProcessExit {

  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(10);

  private ProcessExit() {}

  /** Whether the process has ended, at the latest after this time. */
  static boolean of(ProcessHandle process, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_EVERY);
    }
    return !process.isAlive();
  }
}
