package io.orderflow.architecture.broken.ordering;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Asks the machine for everything that should come in. */
final class ClockWatcher {

  Instant now() {
    return Instant.now();
  }

  long millis() {
    return System.currentTimeMillis();
  }

  UUID id() {
    return UUID.randomUUID();
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  Instant allowed(Clock clock) {
    return Instant.now(clock);
  }
}
