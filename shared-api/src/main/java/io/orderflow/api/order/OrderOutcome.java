package io.orderflow.api.order;

import java.util.Set;

/**
 * The answer to every {@link OrderCommand}. A refusal is an answer, not an exception, so that it
 * survives any bus.
 */
public sealed interface OrderOutcome {

  /**
   * Carried out, or already the case.
   *
   * @param version the sequence number of the order's newest event, from 0
   */
  record Accepted(long version) implements OrderOutcome {}

  /**
   * Not carried out, and it would not be if asked again now.
   *
   * @param detail a sentence for the asker
   * @param allowedActions what may be asked of the order instead
   */
  record Refused(Code code, String detail, Set<OrderAction> allowedActions)
      implements OrderOutcome {

    public Refused {
      allowedActions = Set.copyOf(allowedActions);
    }
  }

  /** Stable words for clients. */
  enum Code {
    ORDER_NOT_FOUND,
    /** Another request created this order under the same Idempotency-Key. */
    ORDER_ALREADY_EXISTS,
    NOT_CANCELLABLE,
    /** The order carries no such attention (any more), or it has changed since it was read. */
    STALE_ATTENTION,
    /** The order no longer waits for the step. */
    STEP_SETTLED,
    /** The resolution is missing, or given for a step that has none. */
    WRONG_RESOLUTION
  }
}
