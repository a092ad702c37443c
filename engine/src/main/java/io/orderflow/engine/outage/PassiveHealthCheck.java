package io.orderflow.engine.outage;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges a dependency by the outcome of calls that are made anyway: another service, or a partner.
 * It counts as unavailable after a number of consecutive failures, until a call succeeds or no call
 * was made for ten minutes. A {@link MonitoredDependency} that is none of these is asked.
 */
public final class PassiveHealthCheck implements MonitoredDependency {

  private static final long FORGOTTEN_AFTER = Duration.ofMinutes(10).toNanos();

  private final Description description;
  private final int tolerated;
  private volatile @Nullable Runnable suspicion;
  private volatile @Nullable Failures failures;

  PassiveHealthCheck(Description description, int tolerated) {
    this.description = description;
    this.tolerated = tolerated;
  }

  void onFailure(Runnable suspicion) {
    this.suspicion = suspicion;
  }

  /** A call was answered, with whatever content. */
  public void succeeded() {
    if (failures != null) { // a read of a volatile costs less than a write
      failures = null;
    }
  }

  /**
   * A call was not answered.
   *
   * @param reason in a few words, for the log
   */
  public void failed(String reason) {
    synchronized (this) {
      var before = failures;
      failures = new Failures(before == null ? 1 : before.count() + 1, reason, System.nanoTime());
    }
    var suspected = suspicion;
    if (suspected != null && isAway()) {
      suspected.run();
    }
  }

  public boolean isAway() {
    return refusal() != null;
  }

  @Override
  public String name() {
    return description.name();
  }

  @Override
  public String advice() {
    return description.advice();
  }

  @Override
  public @Nullable String refusal() {
    var known = failures;
    return known != null
            && known.count() > tolerated
            && System.nanoTime() - known.lastAt() < FORGOTTEN_AFTER
        ? known.reason()
        : null;
  }

  @Override
  public boolean explains(String logger, String message, @Nullable Throwable failure) {
    return failure != null && description.explains().test(failure);
  }

  /**
   * @param advice in whole sentences: what its outage means for orders, and what to do
   * @param explains whether a logged failure is a consequence of its outage
   */
  record Description(String name, String advice, Predicate<Throwable> explains) {}

  private record Failures(int count, String reason, long lastAt) {}
}
