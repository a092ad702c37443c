package io.orderflow.architecture.broken.ordering;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for time instead of a condition. */
final class Sleeper {

  void sleep() throws InterruptedException {
    Thread.sleep(Duration.ofNanos(1));
    TimeUnit.NANOSECONDS.sleep(1);
  }
}
