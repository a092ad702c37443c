package io.orderflow.engine.processors;

import io.orderflow.api.operations.SegmentStatus;
import io.orderflow.api.operations.SegmentStatus.State;
import io.orderflow.engine.processors.ProcessorProgress.SegmentProgress;
import java.time.Clock;
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
      Predicate<EventProcessorDefinition> paused) {}

  public List<SegmentStatus> of(EventProcessorDefinition processor, OptionalLong newest) {
    return sources.tokens().of(processor).stream()
        .map(stored -> shown(processor, stored, newest))
        .toList();
  }

  private SegmentStatus shown(
      EventProcessorDefinition processor, StoredToken stored, OptionalLong newest) {
    var claims = sources.claimIdentity();
    var owner = claims.holderOf(stored, clock.instant());
    boolean here = claims.node().equals(owner);
    // Between two attempts no node holds it.
    var failure =
        here || owner == null
            ? sources.failures().of(processor.name(), stored.segment()).orElse(null)
            : null;
    var progress = progress(processor, stored.segment());
    return new SegmentStatus(
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

  private @Nullable SegmentProgress progress(EventProcessorDefinition processor, int segment) {
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
