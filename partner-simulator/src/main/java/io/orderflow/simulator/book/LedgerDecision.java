package io.orderflow.simulator.book;

import org.jspecify.annotations.Nullable;

/** An answer, and what has to be durable before it is given. */
public record LedgerDecision<A>(A answer, @Nullable LedgerChange change) {

  public static <A> LedgerDecision<A> unchanged(A answer) {
    return new LedgerDecision<>(answer, null);
  }
}
