package io.orderflow.simulator.ledger;

import org.jspecify.annotations.Nullable;

/** An answer, and the change that must be durable before it is given; null for none. */
public record LedgerDecision<A>(A answer, @Nullable LedgerChange change) {

  public static <A> LedgerDecision<A> unchanged(A answer) {
    return new LedgerDecision<>(answer, null);
  }
}
