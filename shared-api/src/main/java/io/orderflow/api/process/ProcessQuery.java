package io.orderflow.api.process;

import org.jspecify.annotations.Nullable;

/** What can be asked about the process that carries all orders. */
public sealed interface ProcessQuery {

  /** Answered with {@link ProcessBacklog}. */
  record FindBacklog() implements ProcessQuery {}

  /** Answered with {@link PartnerReport}. */
  record FindPartners() implements ProcessQuery {}

  /**
   * Answered with {@link UnmatchedCallbackList}.
   *
   * @param after what the list before has named as its next; null for the first
   */
  record FindUnmatchedCallbacks(@Nullable String after) implements ProcessQuery {}
}
