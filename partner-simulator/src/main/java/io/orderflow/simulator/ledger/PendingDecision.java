package io.orderflow.simulator.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A decision that waits for the ledger's thread, and the answer its caller waits for. */
final class PendingDecision<A> {

  private final Function<Ledger, LedgerDecision<A>> rule;
  private final CompletableFuture<A> answer = new CompletableFuture<>();
  private @Nullable LedgerDecision<A> decision;

  PendingDecision(Function<Ledger, LedgerDecision<A>> rule) {
    this.rule = rule;
  }

  CompletableFuture<A> answer() {
    return answer;
  }

  /** Returns what must be durable before {@link #complete}. A rule that throws changes nothing. */
  @Nullable LedgerChange decide(Ledger ledger) {
    try {
      LedgerDecision<A> decided = rule.apply(ledger);
      decision = decided;
      return decided.change();
    } catch (RuntimeException bug) {
      answer.completeExceptionally(bug);
      return null;
    }
  }

  void complete() {
    if (decision != null) {
      answer.complete(decision.answer());
    }
  }

  void fail(RuntimeException why) {
    answer.completeExceptionally(why);
  }
}
