package io.orderflow.simulator.ledger;

import io.orderflow.simulator.book.LedgerEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the ledger, oldest first.
 *
 * @param next what {@code after} must be for the rest; left out on the last page
 */
record LedgerPage(List<LedgerEntry> entries, @Nullable Integer next) {

  static LedgerPage of(List<LedgerEntry> all, int after, int limit) {
    int from = Math.min(after, all.size());
    int to = Math.min(from + limit, all.size());
    return new LedgerPage(List.copyOf(all.subList(from, to)), to < all.size() ? to : null);
  }
}
