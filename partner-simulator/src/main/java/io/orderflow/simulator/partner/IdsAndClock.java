package io.orderflow.simulator.partner;

import io.orderflow.simulator.book.LedgerEntry;
import io.orderflow.simulator.book.RequestId;
import io.orderflow.simulator.book.RequestRecord;
import io.orderflow.simulator.book.ScheduledCallback;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** Stamps times and hands out ids, so that no partner fetches either. */
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

  public LedgerEntry entry(LedgerEntry.Kind kind, RequestRecord requestRecord) {
    return LedgerEntry.of(kind, requestRecord, clock.instant());
  }

  public ScheduledCallback appointment(
      RequestId requestRecord, ScheduledCallback.Type type, Duration delay) {
    return new ScheduledCallback(id("evt"), requestRecord, type, clock.instant().plus(delay), 1);
  }
}
