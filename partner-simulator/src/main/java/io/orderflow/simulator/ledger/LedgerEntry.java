package io.orderflow.simulator.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request that took effect, as the partner's ledger shows it. */
public record LedgerEntry(
    Kind kind, String orderId, String key, @Nullable PartnerMoney amount, Instant at) {

  /** The effect; a refund is listed under the key of its charge. */
  public enum Kind {
    CHARGE,
    REFUND,
    VOID,
    PROCESSING,
    SHIPMENT,
    SHIPMENT_CANCELLATION,
    NOTIFICATION
  }

  public static LedgerEntry of(Kind kind, RequestRecord request, Instant at) {
    return new LedgerEntry(
        kind, request.terms().orderId(), request.id().key(), request.terms().amount(), at);
  }

  /** For the void of a charge: no money moved. */
  public LedgerEntry withoutAmount() {
    return new LedgerEntry(kind, orderId, key, null, at);
  }
}
