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
public record LedgerChange(
    @Nullable List<RequestRecord> deals,
    @Nullable LedgerEntry entry,
    @Nullable ScheduledCallback appointment,
    @Nullable String settled,
    @Nullable Boolean refundsHealed) {

  public static LedgerChange of(RequestRecord... deals) {
    return new LedgerChange(List.of(deals), null, null, null, null);
  }

  public static LedgerChange settled(String eventId) {
    return new LedgerChange(null, null, null, eventId, null);
  }

  public static LedgerChange refundsHealed(boolean healed) {
    return new LedgerChange(null, null, null, null, healed);
  }

  public LedgerChange booking(LedgerEntry booked) {
    return new LedgerChange(deals, booked, appointment, settled, refundsHealed);
  }

  public LedgerChange arranging(@Nullable ScheduledCallback arranged) {
    return new LedgerChange(deals, entry, arranged, settled, refundsHealed);
  }
}
