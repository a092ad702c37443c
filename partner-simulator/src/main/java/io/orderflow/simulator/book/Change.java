package io.orderflow.simulator.book;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of the book, and one line of its journal: all of it happens or none of it.
 *
 * @param deals deals as they stand from now on
 * @param entry what the ledger gains
 * @param appointment what falls due later
 * @param settled the appointment that is over
 * @param refundsHealed whether refunds of {@code pm_card_refund_fails} work from now on
 */
public record Change(
    @Nullable List<Deal> deals,
    @Nullable LedgerEntry entry,
    @Nullable Appointment appointment,
    @Nullable String settled,
    @Nullable Boolean refundsHealed) {

  public static Change of(Deal... deals) {
    return new Change(List.of(deals), null, null, null, null);
  }

  public static Change settled(String eventId) {
    return new Change(null, null, null, eventId, null);
  }

  public static Change refundsHealed(boolean healed) {
    return new Change(null, null, null, null, healed);
  }

  public Change booking(LedgerEntry booked) {
    return new Change(deals, booked, appointment, settled, refundsHealed);
  }

  public Change arranging(@Nullable Appointment arranged) {
    return new Change(deals, entry, arranged, settled, refundsHealed);
  }
}
