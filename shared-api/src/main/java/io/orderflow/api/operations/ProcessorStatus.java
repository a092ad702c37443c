package io.orderflow.api.operations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event processor, on all nodes.
 *
 * @param replayable whether it builds rows that can be built anew
 * @param paused null unless an operator has paused it
 */
public record ProcessorStatus(
    String name,
    boolean replayable,
    long deadLetters,
    @Nullable Pause paused,
    List<SegmentStatus> segments) {

  public ProcessorStatus {
    segments = List.copyOf(segments);
  }

  /**
   * @param by the operator's name; null without a token
   */
  public record Pause(@Nullable String reason, @Nullable String by, @Nullable Instant since) {}
}
