package io.orderflow.simulator.book;

import org.jspecify.annotations.Nullable;

/** An answer, and what has to be durable before it is given. */
public record Decision<A>(A answer, @Nullable Change change) {

  public static <A> Decision<A> unchanged(A answer) {
    return new Decision<>(answer, null);
  }
}
