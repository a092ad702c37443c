package io.orderflow.api.operations;

import org.jspecify.annotations.Nullable;

/**
 * What every service can be asked about itself. It is asked of all of them at once, and each
 * answers for its own modules.
 */
public sealed interface OperationsQuery {

  /** Answered with {@link ServiceStatus}. */
  record FindServiceStatus() implements OperationsQuery {}

  /**
   * Answered with {@link DeadLetterList}.
   *
   * @param processor leaves only its dead letters; null for those of all
   * @param cause together with the processor leaves only those of this cause; null for all
   */
  record FindDeadLetters(@Nullable String processor, @Nullable String cause)
      implements OperationsQuery {}

  /** Answered with {@link DeadLetterAnswer}, which is empty in a service that does not have it. */
  record FindDeadLetter(String processor, String orderId) implements OperationsQuery {}

  /**
   * Answered with {@link SettledLetterList}.
   *
   * @param processor leaves only its letters; null for those of all
   */
  record FindSettledLetters(@Nullable String processor) implements OperationsQuery {}

  /** Answered with {@link OrderDeadLetters}. */
  record FindOrderDeadLetters(String orderId) implements OperationsQuery {}
}
