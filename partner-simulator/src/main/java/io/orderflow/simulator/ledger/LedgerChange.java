package io.orderflow.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An atomic change of the ledger, and one line of the journal.
 *
 * @param requests the new state of these requests; the journal has called them deals from the start
 * @param entry a request that took effect
 * @param callback a callback to be sent later; an appointment in the journal
 * @param settled the event id of a callback that needs no further attempt
 * @param refundsHealed whether refunds of {@code pm_card_refund_fails} and notifications of {@code
 *     notify-down} succeed from now on
 */
public record LedgerChange(
    @JsonProperty("deals") @Nullable List<RequestRecord> requests,
    @Nullable LedgerEntry entry,
    @JsonProperty("appointment") @Nullable ScheduledCallback callback,
    @Nullable String settled,
    @Nullable Boolean refundsHealed) {

  public static LedgerChange of(RequestRecord... requests) {
    return new LedgerChange(List.of(requests), null, null, null, null);
  }

  public static LedgerChange settled(String eventId) {
    return new LedgerChange(null, null, null, eventId, null);
  }

  public static LedgerChange refundsHealed(boolean healed) {
    return new LedgerChange(null, null, null, null, healed);
  }

  public LedgerChange withEntry(LedgerEntry added) {
    return new LedgerChange(requests, added, callback, settled, refundsHealed);
  }

  public LedgerChange withCallback(@Nullable ScheduledCallback added) {
    return new LedgerChange(requests, entry, added, settled, refundsHealed);
  }
}
