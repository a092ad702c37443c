package io.orderflow.api.order;

import io.orderflow.api.Labels;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer to every {@link OrderCommand}. A refusal is an answer, not an exception, so that it
 * survives any bus.
 */
public sealed interface OrderOutcome {

  /**
   * Carried out, or already the case.
   *
   * @param version the sequence number of the order's newest event, from 0
   * @param absorbed true where it was the case already, so that nothing was recorded; else null
   * @param status of the order, where a client is told of it and it does not follow from what was
   *     asked; else null
   * @param labels of the order, where they were asked to be changed; else null
   */
  record Accepted(
      long version,
      @Nullable Boolean absorbed,
      @Nullable OrderStatus status,
      @Nullable Labels labels)
      implements OrderOutcome {

    /** Something was recorded. */
    public Accepted(long version) {
      this(version, null);
    }

    public Accepted(long version, @Nullable Boolean absorbed) {
      this(version, absorbed, null);
    }

    public Accepted(long version, @Nullable Boolean absorbed, @Nullable OrderStatus status) {
      this(version, absorbed, status, null);
    }

    /** Whether this answers a repetition, or a report that no longer matters. */
    public boolean changedNothing() {
      return absorbed != null && absorbed;
    }
  }

  /**
   * Not carried out, and it would not be if asked again now.
   *
   * @param detail a sentence for the asker
   * @param allowedActions what may be asked of the order instead
   * @param version of the order, where the refusal is about it; else null
   */
  record Refused(Code code, String detail, Set<OrderAction> allowedActions, @Nullable Long version)
      implements OrderOutcome {

    public Refused {
      allowedActions = Set.copyOf(allowedActions);
    }

    public Refused(Code code, String detail, Set<OrderAction> allowedActions) {
      this(code, detail, allowedActions, null);
    }
  }

  /** Stable words for clients. */
  enum Code {
    ORDER_NOT_FOUND,
    /** Another request created this order under the same Idempotency-Key. */
    ORDER_ALREADY_EXISTS,
    NOT_CANCELLABLE,
    /** The order would have more labels than it may have. */
    TOO_MANY_LABELS,
    /** The order is no longer, or not yet, in a version the asker has named. */
    STALE_VERSION,
    /** The order carries no such attention (any more), or it has changed since it was read. */
    STALE_ATTENTION,
    /** The order no longer waits for the step. */
    STEP_SETTLED,
    /** The resolution is missing, or given for a step that has none. */
    WRONG_RESOLUTION
  }
}
