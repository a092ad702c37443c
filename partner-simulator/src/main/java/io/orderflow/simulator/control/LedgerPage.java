package io.orderflow.simulator.control;

import io.orderflow.simulator.ledger.LedgerEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the ledger, oldest first.
 *
 * @param next the {@code after} of the next page; absent on the last one
 */
record LedgerPage(List<LedgerEntry> entries, @Nullable Integer next) {

  static LedgerPage of(List<LedgerEntry> all, int after, int limit) {
    int from = Math.min(after, all.size());
    int to = Math.min(from + limit, all.size());
    return new LedgerPage(List.copyOf(all.subList(from, to)), to < all.size() ? to : null);
  }
}
