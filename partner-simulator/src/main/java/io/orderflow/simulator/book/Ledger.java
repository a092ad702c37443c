package io.orderflow.simulator.book;

import io.orderflow.simulator.book.RequestId.Kind;
import io.orderflow.simulator.book.RequestRecord.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the partners know, folded from the journal. It belongs to the bookkeeper's thread and
 * is read and changed nowhere else. It grows by some two kilobytes per order and never forgets; a
 * new data folder starts afresh.
 */
public final class Ledger {

  private final Map<RequestId, RequestRecord> deals = new HashMap<>();
  private final Map<String, RequestId> charges = new HashMap<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final Map<String, List<LedgerEntry>> ledgerByOrder = new HashMap<>();
  private final Map<String, ScheduledCallback> appointments = new LinkedHashMap<>();
  private boolean refundsHealed;

  Ledger() {}

  public @Nullable RequestRecord find(RequestId id) {
    return deals.get(id);
  }

  public @Nullable RequestRecord findCharge(String chargeId) {
    RequestId id = charges.get(chargeId);
    return id == null ? null : deals.get(id);
  }

  /** The honoured requests, oldest first: of one order, or all. */
  public List<LedgerEntry> ledger(@Nullable String orderId) {
    return orderId == null ? ledger : ledgerByOrder.getOrDefault(orderId, List.of());
  }

  public boolean refundsHealed() {
    return refundsHealed;
  }

  Collection<ScheduledCallback> appointments() {
    return appointments.values();
  }

  void apply(LedgerChange ledgerChange) {
    if (ledgerChange.deals() != null) {
      ledgerChange.deals().forEach(this::put);
    }
    if (ledgerChange.entry() != null) {
      ledger.add(ledgerChange.entry());
      ledgerByOrder
          .computeIfAbsent(ledgerChange.entry().orderId(), order -> new ArrayList<>(4))
          .add(ledgerChange.entry());
    }
    if (ledgerChange.appointment() != null) {
      appointments.put(ledgerChange.appointment().eventId(), ledgerChange.appointment());
    }
    if (ledgerChange.settled() != null) {
      appointments.remove(ledgerChange.settled());
    }
    if (ledgerChange.refundsHealed() != null) {
      refundsHealed = ledgerChange.refundsHealed();
    }
  }

  private void put(RequestRecord requestRecord) {
    deals.put(requestRecord.id(), requestRecord);
    if (requestRecord.id().kind() == Kind.CHARGE && requestRecord.standing() == Standing.DONE) {
      charges.put(requestRecord.requireReference(), requestRecord.id());
    }
  }
}
