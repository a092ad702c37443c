package io.orderflow.engine.processors;

import io.orderflow.engine.processors.ProcessorProgress.SegmentProgress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The status of each segment of a processor, on all nodes. */
public final class SegmentStatuses {

  private final Sources sources;
  private final Clock clock;

  SegmentStatuses(Sources sources, Clock clock) {
    this.sources = sources;
    this.clock = clock;
  }

  /** What is known of the segments: stored for all nodes, or seen by this one. */
  record Sources(
      StoredTokens tokens,
      ClaimIdentity claimIdentity,
      SegmentFailures failures,
      ProcessorProgress progress,
      Predicate<EventProcessor> paused) {}

  enum State {
    RUNNING,
    /** It handles events again. */
    REPLAYING,
    /** Its last batch failed on this node; it will be retried. */
    FAILING,
    /** No live node holds it. */
    UNCLAIMED,
    /** No node holds it, since an operator has paused the processor. */
    PAUSED
  }

  /**
   * @param owner the node that holds it
   * @param here whether that is this node
   * @param position of the last event that was handled or skipped; minus one before the first
   * @param lag the distance to the newest event, gaps included; null if the event store does not
   *     answer
   * @param lagSeconds how long the oldest event it has not handled has waited, as far as this node
   *     has seen since its start; null before its first look
   * @param stalledSince when it moved last, if events wait for it and that is 30 seconds ago; null
   *     otherwise
   * @param error why it fails on this node
   */
  public record Shown(
      int segment,
      State state,
      @Nullable String owner,
      boolean here,
      long position,
      @Nullable Long lag,
      @Nullable Long lagSeconds,
      @Nullable Instant stalledSince,
      @Nullable String error) {}

  public List<Shown> of(EventProcessor processor, OptionalLong newest) {
    return sources.tokens().of(processor).stream()
        .map(stored -> shown(processor, stored, newest))
        .toList();
  }

  private Shown shown(EventProcessor processor, StoredToken stored, OptionalLong newest) {
    var claims = sources.claimIdentity();
    var owner = claims.holderOf(stored, clock.instant());
    boolean here = claims.node().equals(owner);
    // Between two attempts no node holds it.
    var failure =
        here || owner == null
            ? sources.failures().of(processor.name(), stored.segment()).orElse(null)
            : null;
    var progress = progress(processor, stored.segment());
    return new Shown(
        stored.segment(),
        owner == null && sources.paused().test(processor)
            ? State.PAUSED
            : state(stored, owner, failure),
        owner,
        here,
        stored.position(),
        newest.isPresent() ? Math.max(0, newest.getAsLong() - stored.position()) : null,
        progress == null ? null : progress.waiting().toSeconds(),
        progress == null ? null : progress.stalledSince(),
        failure);
  }

  private @Nullable SegmentProgress progress(EventProcessor processor, int segment) {
    return sources.progress().of(processor).stream()
        .filter(each -> each.segment() == segment)
        .findFirst()
        .orElse(null);
  }

  private static State state(StoredToken stored, @Nullable String owner, @Nullable String failure) {
    if (failure != null) {
      return State.FAILING;
    }
    if (owner == null) {
      return State.UNCLAIMED;
    }
    return stored.isReplaying() ? State.REPLAYING : State.RUNNING;
  }
}
