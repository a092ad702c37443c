package io.orderflow.simulator.ledger;

import io.orderflow.simulator.ledger.RequestId.Kind;
import io.orderflow.simulator.ledger.RequestRecord.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of all partners, folded from the journal. Only {@link LedgerThread} reads and changes
 * it. It grows by about two kilobytes per order and is never pruned; a new folder starts empty.
 */
public final class Ledger {

  private final Map<RequestId, RequestRecord> requests = new HashMap<>();
  private final Map<String, RequestId> charges = new HashMap<>();
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Map<String, List<LedgerEntry>> entriesByOrder = new HashMap<>();
  private final Map<String, ScheduledCallback> callbacks = new LinkedHashMap<>();
  private boolean refundsHealed;

  Ledger() {}

  public @Nullable RequestRecord find(RequestId id) {
    return requests.get(id);
  }

  public @Nullable RequestRecord findCharge(String chargeId) {
    RequestId id = charges.get(chargeId);
    return id == null ? null : requests.get(id);
  }

  /** The requests that took effect, oldest first: of one order, or all. */
  public List<LedgerEntry> entries(@Nullable String orderId) {
    return orderId == null ? entries : entriesByOrder.getOrDefault(orderId, List.of());
  }

  public boolean refundsHealed() {
    return refundsHealed;
  }

  Collection<ScheduledCallback> callbacks() {
    return callbacks.values();
  }

  void apply(LedgerChange change) {
    if (change.requests() != null) {
      change.requests().forEach(this::put);
    }
    if (change.entry() != null) {
      entries.add(change.entry());
      entriesByOrder
          .computeIfAbsent(change.entry().orderId(), _ -> new ArrayList<>(4))
          .add(change.entry());
    }
    if (change.callback() != null) {
      callbacks.put(change.callback().eventId(), change.callback());
    }
    if (change.settled() != null) {
      callbacks.remove(change.settled());
    }
    if (change.refundsHealed() != null) {
      refundsHealed = change.refundsHealed();
    }
  }

  private void put(RequestRecord request) {
    requests.put(request.id(), request);
    if (request.id().kind() == Kind.CHARGE && request.standing() == Standing.DONE) {
      charges.put(request.requireReference(), request.id());
    }
  }
}
