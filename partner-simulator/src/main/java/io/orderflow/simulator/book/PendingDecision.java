package io.orderflow.simulator.book;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something the bookkeeper is to decide, and whoever waits for the answer. */
final class PendingDecision<A> {

  private final Function<Ledger, LedgerDecision<A>> rule;
  private final CompletableFuture<A> answer = new CompletableFuture<>();
  private @Nullable LedgerDecision<A> ledgerDecision;

  PendingDecision(Function<Ledger, LedgerDecision<A>> rule) {
    this.rule = rule;
  }

  CompletableFuture<A> answer() {
    return answer;
  }

  /** Returns what has to be durable before {@link #tell}; a rule that throws changes nothing. */
  @Nullable LedgerChange decide(Ledger ledger) {
    try {
      LedgerDecision<A> decided = rule.apply(ledger);
      ledgerDecision = decided;
      return decided.change();
    } catch (RuntimeException bug) {
      answer.completeExceptionally(bug);
      return null;
    }
  }

  void tell() {
    if (ledgerDecision != null) {
      answer.complete(ledgerDecision.answer());
    }
  }

  void fail(RuntimeException why) {
    answer.completeExceptionally(why);
  }
}
