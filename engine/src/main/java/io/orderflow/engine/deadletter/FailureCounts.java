package io.orderflow.engine.deadletter;

import io.orderflow.engine.failure.CommandFailure;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/**
 * The events that failed on this node since they were last handled, and how often. It is a memory
 * only: after a restart or on another node an event has all its tries again.
 */
final class FailureCounts {

  private static final int MOST = 1_000;
  private static final int REASON_LENGTH = 500;

  private final int tries;
  private final Map<String, Failure> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failure> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param tries how often an event may fail before it is put away
   */
  FailureCounts(int tries) {
    this.tries = tries;
  }

  /** How an event failed last, and how often it did. */
  record Failure(int times, String reason) {}

  /** What is the machine's or the database's fault is nobody's: it does not count. */
  synchronized void add(String eventId, Throwable failure) {
    if (isAnEventsFault(failure)) {
      var before = failures.get(eventId);
      failures.put(
          eventId, new Failure(before == null ? 1 : before.times() + 1, reasonOf(failure)));
    }
  }

  /** Its failure, if it has had all its tries. */
  synchronized @Nullable Failure condemned(String eventId) {
    var failure = failures.get(eventId);
    return failure != null && failure.times() >= tries ? failure : null;
  }

  synchronized void forget(String eventId) {
    failures.remove(eventId);
  }

  static boolean isAnEventsFault(Throwable failure) {
    boolean machine =
        failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    return !machine && CommandFailure.of(failure) == CommandFailure.UNKNOWN;
  }

  static String reasonOf(Throwable failure) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
    var text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    var stored = text.replace("\0", ""); // which PostgreSQL does not take
    return stored.length() <= REASON_LENGTH ? stored : stored.substring(0, REASON_LENGTH);
  }
}
