package io.orderflow.engine.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * How an operator settles a dead letter.
 *
 * @param discarded whether its processor does without the events; else it has handled them
 * @param actor the operator's name; null without a token
 * @param note why it is discarded; null for one that is retried
 */
public record DeadLetterSettlement(
    boolean discarded, @Nullable String actor, @Nullable String note) {

  static DeadLetterSettlement retried(@Nullable String actor) {
    return new DeadLetterSettlement(false, actor, null);
  }

  static DeadLetterSettlement discarded(@Nullable String actor, String note) {
    return new DeadLetterSettlement(true, actor, note);
  }
}
