package io.orderflow.simulator.book;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One request that was honoured, as the partner's books show it. */
public record LedgerEntry(
    Kind kind, String orderId, String key, @Nullable PartnerMoney amount, Instant at) {

  /** What was honoured; a refund stands under the key of its charge. */
  public enum Kind {
    CHARGE,
    REFUND,
    VOID,
    PROCESSING,
    SHIPMENT,
    SHIPMENT_CANCELLATION
  }

  public static LedgerEntry of(Kind kind, RequestRecord requestRecord, Instant at) {
    return new LedgerEntry(
        kind,
        requestRecord.terms().orderId(),
        requestRecord.id().key(),
        requestRecord.terms().amount(),
        at);
  }

  /** For what never moved money, though its deal is about money. */
  public LedgerEntry withoutAmount() {
    return new LedgerEntry(kind, orderId, key, null, at);
  }
}
