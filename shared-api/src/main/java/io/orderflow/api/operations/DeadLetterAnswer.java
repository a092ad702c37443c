package io.orderflow.api.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service has a dead letter, and what it is.
 *
 * @param letter null if this service has no such dead letter
 */
public record DeadLetterAnswer(@Nullable Whole letter) {

  /**
   * A dead letter with its event and the stack trace of its last failure.
   *
   * @param cause the id of the cause that it has in common with others
   * @param payload the event as JSON; null if it cannot be read
   * @param occurredAt when the event was stored; null if it cannot be read
   * @param trace null if an earlier version stored the letter
   * @param discardable whether its processor can do without the event
   */
  public record Whole(
      DeadLetterList.Item item,
      String cause,
      @Nullable String payload,
      @Nullable Instant occurredAt,
      @Nullable String trace,
      boolean discardable) {}
}
