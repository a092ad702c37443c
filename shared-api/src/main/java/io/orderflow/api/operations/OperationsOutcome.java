package io.orderflow.api.operations;

import org.jspecify.annotations.Nullable;

/** What became of an operator's command. */
public sealed interface OperationsOutcome {

  /** The switch is set. */
  record SwitchSet() implements OperationsOutcome {}

  /**
   * Dead letters were retried.
   *
   * @param handled how many are settled
   * @param failed how many failed again
   * @param left how many the processor has now, of all causes
   * @param reason why the first of them failed; null if none did
   */
  record Retried(long handled, long failed, long left, @Nullable String reason)
      implements OperationsOutcome {}

  /**
   * Events are left out.
   *
   * @param events how many
   */
  record Discarded(long events) implements OperationsOutcome {}

  /** It may not be done; nothing was changed. */
  record Refused(String why) implements OperationsOutcome {}

  /** What the command is about is not there, or not any more. */
  record NotThere() implements OperationsOutcome {}
}
