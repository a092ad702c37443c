package io.orderflow.api.process;

import org.axonframework.commandhandling.RoutingKey;

/**
 * What an operator has a publisher send again. Answered with {@link ResendOutcome}; each may be
 * repeated.
 */
public sealed interface ResendCommand {

  /** The publisher, such as {@code kafka}. */
  @RoutingKey
  String publisher();

  /**
   * Counts what it would send again, and sends nothing.
   *
   * @param from a time, RFC 3339 in UTC
   */
  record PreviewResend(@RoutingKey String publisher, String from) implements ResendCommand {}

  /**
   * Has it send what was counted.
   *
   * @param preview the id of the preview
   * @param count what the preview has said
   * @param note why, 1 to 500 characters
   */
  record ConfirmResend(@RoutingKey String publisher, String preview, long count, String note)
      implements ResendCommand {}
}
