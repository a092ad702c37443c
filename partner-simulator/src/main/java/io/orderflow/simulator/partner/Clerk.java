package io.orderflow.simulator.partner;

import io.orderflow.simulator.book.Appointment;
import io.orderflow.simulator.book.Deal;
import io.orderflow.simulator.book.DealId;
import io.orderflow.simulator.book.LedgerEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/** Stamps times and hands out ids, so that no partner fetches either. */
public final class Clerk {

  private final Clock clock;
  private final Supplier<UUID> ids;

  public Clerk(Clock clock, Supplier<UUID> ids) {
    this.clock = clock;
    this.ids = ids;
  }

  /** A new id such as {@code ch_…}. */
  public String id(String prefix) {
    return prefix + "_" + ids.get().toString().replace("-", "");
  }

  public LedgerEntry entry(LedgerEntry.Kind kind, Deal deal) {
    return LedgerEntry.of(kind, deal, clock.instant());
  }

  public Appointment appointment(DealId deal, Appointment.Type type, Duration delay) {
    return new Appointment(id("evt"), deal, type, clock.instant().plus(delay), 1);
  }
}
