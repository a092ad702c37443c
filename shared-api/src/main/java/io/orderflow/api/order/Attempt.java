package io.orderflow.api.order;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Step;
import org.jspecify.annotations.Nullable;

/**
 * One try to get a partner to do something, or to undo it.
 *
 * @param kind whether the step was asked for or undone
 * @param step the step
 * @param chargeId the charge a refund is about; null for everything else
 * @param requestNo counts from 1 and grows only after a definitive no; it is part of the partner's
 *     idempotency key
 * @param number counts the tries of one request from 1; never part of a key
 */
public record Attempt(
    Kind kind, Step step, @Nullable ChargeId chargeId, int requestNo, int number) {

  /** Forward, or back. */
  public enum Kind {
    REQUEST,
    COMPENSATION
  }
}
