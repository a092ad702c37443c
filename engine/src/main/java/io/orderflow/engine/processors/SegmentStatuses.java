package io.orderflow.engine.processors;

import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The status of each segment of a processor, on all nodes. */
public final class SegmentStatuses {

  private final StoredTokens tokens;
  private final ClaimIdentity claimIdentity;
  private final SegmentFailures failures;
  private final Clock clock;

  SegmentStatuses(
      StoredTokens tokens, ClaimIdentity claimIdentity, SegmentFailures failures, Clock clock) {
    this.tokens = tokens;
    this.claimIdentity = claimIdentity;
    this.failures = failures;
    this.clock = clock;
  }

  enum State {
    RUNNING,
    /** It handles events again. */
    REPLAYING,
    /** Its last batch failed on this node; it will be retried. */
    FAILING,
    /** No live node holds it. */
    UNCLAIMED
  }

  /**
   * @param owner the node that holds it
   * @param here whether that is this node
   * @param position of the last event that was handled or skipped; minus one before the first
   * @param lag the distance to the newest event, gaps included; null if the event store does not
   *     answer
   * @param error why it fails on this node
   */
  public record Shown(
      int segment,
      State state,
      @Nullable String owner,
      boolean here,
      long position,
      @Nullable Long lag,
      @Nullable String error) {}

  public List<Shown> of(EventProcessor processor, OptionalLong newest) {
    return tokens.of(processor).stream().map(stored -> shown(processor, stored, newest)).toList();
  }

  private Shown shown(EventProcessor processor, StoredToken stored, OptionalLong newest) {
    var owner = claimIdentity.holderOf(stored, clock.instant());
    boolean here = claimIdentity.node().equals(owner);
    // Between two attempts no node holds it.
    var failure =
        here || owner == null ? failures.of(processor.name(), stored.segment()).orElse(null) : null;
    return new Shown(
        stored.segment(),
        state(stored, owner, failure),
        owner,
        here,
        stored.position(),
        newest.isPresent() ? Math.max(0, newest.getAsLong() - stored.position()) : null,
        failure);
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
