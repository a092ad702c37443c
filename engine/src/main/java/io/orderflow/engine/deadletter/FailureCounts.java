package io.orderflow.engine.deadletter;

import io.orderflow.engine.cache.RecentlyUsedMap;
import io.orderflow.engine.failure.CauseChain;
import io.orderflow.engine.failure.CommandFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the failures of events on this node, in memory only: after a restart or on another node
 * counting starts again.
 */
final class FailureCounts {

  private static final int MOST = 1_000;

  private final int tries;
  private final Map<String, Failure> failures = RecentlyUsedMap.of(MOST);

  /**
   * @param tries after how many failures an event becomes a dead letter
   */
  FailureCounts(int tries) {
    this.tries = tries;
  }

  /** The last failure of an event, and how often it failed. */
  record Failure(int times, String reason, String trace) {}

  /** Failures of the machine or the database do not count. */
  synchronized void add(String eventId, Throwable failure) {
    if (isCausedByEvent(failure)) {
      var before = failures.get(eventId);
      failures.put(
          eventId,
          new Failure(
              before == null ? 1 : before.times() + 1,
              CauseChain.reason(failure),
              CauseChain.trace(failure)));
    }
  }

  /** The failure of an event that has used up its tries. */
  synchronized @Nullable Failure exhausted(String eventId) {
    var failure = failures.get(eventId);
    return failure != null && failure.times() >= tries ? failure : null;
  }

  synchronized void forget(String eventId) {
    failures.remove(eventId);
  }

  static boolean isCausedByEvent(Throwable failure) {
    boolean machine =
        failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    return !machine && CommandFailure.of(failure) == CommandFailure.UNKNOWN;
  }
}
