package io.orderflow.views.replay;

import io.orderflow.views.replay.RowComparison.Compared;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** Judges whether the rows that a replay has built may replace those that are read. */
@Component
class ReplayVerification {

  /**
   * For the rebuilt rows to catch up, and for an event that was committed late, behind later ones.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
   * Creates the indexes, and reads all rows, without a lock. An order that was behind is looked at
   * again when the rebuilt rows have reached the position that is newest after the comparison: then
   * only a dead letter explains it, or an event that was committed late.
   */
  Verdict verify() {
    shadowTables.index();
    var compared = comparison.compare();
    if (compared.behind().isEmpty()) {
      return new Verdict.Sound(compared.changed());
    }
    var newest = progress.newest();
    if (newest.isEmpty() || !await(PATIENCE, () -> progress.position() >= newest.getAsLong())) {
      return new Verdict.Undecided();
    }
    return afterCatchingUp(compared);
  }

  private Verdict afterCatchingUp(Compared compared) {
    if (!await(PATIENCE, () -> stillBehind(compared) == 0)) {
      return new Verdict.Unsound(
          stillBehind(compared) + " orders would be older than they were, or gone; report this");
    }
    return compared.complete() ? new Verdict.Sound(compared.changed()) : new Verdict.Undecided();
  }

  private long stillBehind(Compared compared) {
    return comparison.stillBehind(compared.behind(), processors.next().name());
  }

  private static boolean await(Duration atMost, BooleanSupplier condition) {
    long until = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - until > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }
}
