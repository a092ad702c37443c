package io.orderflow.views.replay;

import io.orderflow.views.replay.RowComparison.Compared;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.springframework.stereotype.Component;

/** Judges whether the rows that a replay has built may replace those that are read. */
@Component
class ReplayVerification {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final ShadowTables shadowTables;
  private final RowComparison comparison;
  private final ReplayProgress progress;
  private final ViewProcessors processors;

  ReplayVerification(
      ShadowTables shadowTables,
      RowComparison comparison,
      ReplayProgress progress,
      ViewProcessors processors) {
    this.shadowTables = shadowTables;
    this.comparison = comparison;
    this.progress = progress;
    this.processors = processors;
  }

  sealed interface Verdict {

    /**
     * @param changed how many orders show something else at the same version
     */
    record Sound(long changed) implements Verdict {}

    record Unsound(String reason) implements Verdict {}

    /** Not known yet; ask again. */
    record Undecided() implements Verdict {}
  }

  /** Whether a migration has changed one of the two forms since. */
  boolean haveSameForm() {
    return shadowTables.fit();
  }

  /**
   * Reads all rows, without a lock. An order that was behind is looked at again when the rebuilt
   * rows have reached the position that is newest after the comparison: then only a dead letter
   * explains it.
   */
  Verdict verify() {
    var compared = comparison.compare();
    if (compared.behind().isEmpty()) {
      return new Verdict.Sound(compared.changed());
    }
    var newest = progress.newest();
    if (newest.isEmpty() || !isReached(newest)) {
      return new Verdict.Undecided();
    }
    return afterCatchingUp(compared);
  }

  private Verdict afterCatchingUp(Compared compared) {
    long still = comparison.stillBehind(compared.behind(), processors.next().name());
    if (still > 0) {
      return new Verdict.Unsound(
          still + " orders would be older than they were, or gone; report this");
    }
    return compared.complete() ? new Verdict.Sound(compared.changed()) : new Verdict.Undecided();
  }

  private boolean isReached(OptionalLong position) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (progress.position() < position.getAsLong()) {
      if (System.nanoTime() - until > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }
}
