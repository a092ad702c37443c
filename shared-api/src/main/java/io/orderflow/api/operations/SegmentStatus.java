package io.orderflow.api.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A segment of an event processor.
 *
 * @param owner the node that holds it
 * @param here whether that is the node that answers
 * @param position of the last event that was handled or skipped; minus one before the first
 * @param lag the distance to the newest event, gaps included; null if the event store does not
 *     answer
 * @param lagSeconds how long the oldest event it has not handled has waited, as far as the
 *     answering node has seen since its start; null before its first look
 * @param stalledSince when it moved last, if events wait for it and that is 30 seconds ago; null
 *     otherwise
 * @param error why it fails on the node that answers
 */
public record SegmentStatus(
    int segment,
    State state,
    @Nullable String owner,
    boolean here,
    long position,
    @Nullable Long lag,
    @Nullable Long lagSeconds,
    @Nullable Instant stalledSince,
    @Nullable String error) {

  public enum State {
    RUNNING,
    /** It handles events again. */
    REPLAYING,
    /** Its last batch failed on the node that answers; it will be retried. */
    FAILING,
    /** No live node holds it. */
    UNCLAIMED,
    /** No node holds it, since an operator has paused the processor. */
    PAUSED
  }
}
