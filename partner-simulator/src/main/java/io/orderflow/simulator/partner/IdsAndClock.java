package io.orderflow.simulator.partner;

import io.orderflow.simulator.ledger.LedgerEntry;
import io.orderflow.simulator.ledger.RequestId;
import io.orderflow.simulator.ledger.RequestRecord;
import io.orderflow.simulator.ledger.ScheduledCallback;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** Source of times and ids. */
public final class IdsAndClock {

  private final Clock clock;
  private final Supplier<UUID> ids;

  public IdsAndClock(Clock clock, Supplier<UUID> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** A new id such as {@code ch_…}. */
  public String id(String prefix) {
    return prefix + "_" + ids.get().toString().replace("-", "");
  }

  public LedgerEntry entry(LedgerEntry.Kind kind, RequestRecord request) {
    return LedgerEntry.of(kind, request, clock.instant());
  }

  public ScheduledCallback callback(
      RequestId request, ScheduledCallback.Type type, Duration delay) {
    return new ScheduledCallback(id("evt"), request, type, clock.instant().plus(delay), 1);
  }
}
