package io.orderflow.simulator.book;

import io.orderflow.simulator.book.Deal.Standing;
import io.orderflow.simulator.book.DealId.Kind;
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
public final class Book {

  private final Map<DealId, Deal> deals = new HashMap<>();
  private final Map<String, DealId> charges = new HashMap<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private final Map<String, List<LedgerEntry>> ledgerByOrder = new HashMap<>();
  private final Map<String, Appointment> appointments = new LinkedHashMap<>();
  private boolean refundsHealed;

  Book() {}

  public @Nullable Deal find(DealId id) {
    return deals.get(id);
  }

  public @Nullable Deal findCharge(String chargeId) {
    DealId id = charges.get(chargeId);
    return id == null ? null : deals.get(id);
  }

  /** The honoured requests, oldest first: of one order, or all. */
  public List<LedgerEntry> ledger(@Nullable String orderId) {
    return orderId == null ? ledger : ledgerByOrder.getOrDefault(orderId, List.of());
  }

  public boolean refundsHealed() {
    return refundsHealed;
  }

  Collection<Appointment> appointments() {
    return appointments.values();
  }

  void apply(Change change) {
    if (change.deals() != null) {
      change.deals().forEach(this::put);
    }
    if (change.entry() != null) {
      ledger.add(change.entry());
      ledgerByOrder
          .computeIfAbsent(change.entry().orderId(), order -> new ArrayList<>(4))
          .add(change.entry());
    }
    if (change.appointment() != null) {
      appointments.put(change.appointment().eventId(), change.appointment());
    }
    if (change.settled() != null) {
      appointments.remove(change.settled());
    }
    if (change.refundsHealed() != null) {
      refundsHealed = change.refundsHealed();
    }
  }

  private void put(Deal deal) {
    deals.put(deal.id(), deal);
    if (deal.id().kind() == Kind.CHARGE && deal.standing() == Standing.DONE) {
      charges.put(deal.requireReference(), deal.id());
    }
  }
}
