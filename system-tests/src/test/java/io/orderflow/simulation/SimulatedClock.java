package io.orderflow.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time passes only when a life says so. */
final class SimulatedClock extends Clock {

  static final Instant DAWN = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = DAWN;

  void reset() {
    now = DAWN;
  }

  /** Never backwards. */
  void advanceTo(Instant later) {
    if (later.isAfter(now)) {
      now = later;
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
