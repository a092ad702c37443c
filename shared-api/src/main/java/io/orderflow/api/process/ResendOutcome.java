package io.orderflow.api.process;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operator's wish to have a publisher send again.
 *
 * @param preview what is sent, or would be; null if it was refused
 * @param refusals why it was refused, in sentences
 */
public record ResendOutcome(@Nullable Preview preview, List<String> refusals) {

  public ResendOutcome {
    refusals = List.copyOf(refusals);
  }

  /**
   * What would be sent again.
   *
   * @param count the public events
   * @param orders how many orders they are of
   * @param complete whether all were counted; there are more if not
   * @param firstAt the time of the oldest
   * @param lastAt the time of the newest
   * @param expiresAt until when it can be confirmed
   */
  public record Preview(
      String id,
      long count,
      long orders,
      boolean complete,
      Instant firstAt,
      Instant lastAt,
      Instant expiresAt) {}
}
