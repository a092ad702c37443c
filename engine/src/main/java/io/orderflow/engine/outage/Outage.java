package io.orderflow.engine.outage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the outage of one dependency: a line when it begins, one each minute, and one when it is
 * over. Messages that may be a consequence are held back until it is known, by asking, whether
 * there is an outage: if not, they are written as they were, else suppressed. At DEBUG nothing is.
 */
public final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private static final int MOST_HELD = 200;

  private final MonitoredDependency dependency;
  private final Duration remindEvery;
  private final Duration aftermath;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Runnable> held = new ArrayList<>();
  private State state = State.UNWATCHED;
  private @Nullable Thread watch;
  private long leftOut;

  /**
   * @param aftermath for so long afterwards there are some who waited for a connection, and only
   *     now say that there was none
   */
  Outage(MonitoredDependency dependency, Duration remindEvery, Duration aftermath) {
    this.dependency = dependency;
    this.remindEvery = remindEvery;
    this.aftermath = aftermath;
  }

  /** Until then nobody is told: a start that fails says why in words of its own. */
  synchronized void watchFromNowOn() {
    state = State.THERE;
    if (!held.isEmpty()) {
      watch();
    }
  }

  /** Called when messages are no longer brought here. */
  synchronized void watchNoLonger() {
    if (state == State.THERE) {
      held.forEach(Runnable::run);
    }
    held.clear();
    state = State.UNWATCHED;
    over.countDown();
  }

  public synchronized boolean isNow() {
    return state == State.AWAY;
  }

  /** A call has failed: from now on it is looked whether there is an outage. */
  public synchronized void suspect() {
    if (state == State.THERE && watch == null) {
      watch();
    }
  }

  boolean explains(String logger, String message, @Nullable Throwable failure) {
    return dependency.explains(logger, message, failure);
  }

  /** Whether this message, a consequence of an outage, is suppressed, or written later. */
  synchronized boolean takes(Runnable message) {
    if (Thread.currentThread() == watch) {
      return false; // later is now
    }
    if (state == State.THERE && watch == null) {
      watch();
    }
    if (LOG.isDebugEnabled() || (state == State.UNWATCHED && !dependency.isReportedByTheStart())) {
      return false;
    }
    return switch (state) {
      case UNWATCHED, THERE -> held.size() < MOST_HELD && held.add(message);
      case AWAY, JUST_BACK -> {
        leftOut++;
        yield true;
      }
    };
  }

  private void watch() {
    watch =
        Thread.ofPlatform()
            .daemon()
            .name("outage of " + dependency.name())
            .start(this::watchUntilBack);
  }

  private void watchUntilBack() {
    try {
      var why = dependency.refusal();
      while (why != null && changeTo(State.AWAY)) {
        why = sitOut(why) ? refusalInTheAftermath() : null;
      }
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    }
    for (var some = takeHeld(); !some.isEmpty(); some = takeHeld()) {
      some.forEach(Runnable::run);
    }
  }

  /** Whether it is back; else nobody asks any longer. */
  private boolean sitOut(String first) throws InterruptedException {
    sayAway(first);
    long since = System.nanoTime();
    long said = since;
    for (@Nullable String why = first; why != null; why = dependency.refusal()) {
      if (System.nanoTime() - said >= remindEvery.toNanos()) {
        said = System.nanoTime();
        LOG.warn(
            "{} is still away, after {}: {}. {} messages were suppressed so far",
            dependency.name(),
            timeSince(since),
            why,
            leftOut());
      }
      if (isOverAfterAPause()) {
        return false;
      }
    }
    LOG.info(
        "{} is back, after {}. {} messages about its outage were suppressed (at DEBUG of {} they"
            + " are written)",
        dependency.name(),
        timeSince(since),
        leftOut(),
        LOG.getName());
    return changeTo(State.JUST_BACK);
  }

  private void sayAway(String why) {
    LOG.error(
        "{} is away: {}. {} Further messages about it are suppressed",
        dependency.name(),
        why,
        dependency.advice());
  }

  private @Nullable String refusalInTheAftermath() throws InterruptedException {
    long end = System.nanoTime() + aftermath.toNanos();
    var refusal = dependency.refusal();
    while (refusal == null && System.nanoTime() < end && !isOverAfterAPause()) {
      refusal = dependency.refusal();
    }
    return refusal;
  }

  private boolean isOverAfterAPause() throws InterruptedException {
    return over.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized boolean changeTo(State next) {
    if (state == State.UNWATCHED) {
      return false;
    }
    if (next == State.AWAY) {
      leftOut = held.size();
      held.clear();
    }
    state = next;
    return true;
  }

  private synchronized List<Runnable> takeHeld() {
    var all = List.copyOf(held);
    held.clear();
    state = state == State.UNWATCHED ? state : State.THERE;
    watch = all.isEmpty() ? null : watch;
    return all;
  }

  private synchronized long leftOut() {
    return leftOut;
  }

  private static String timeSince(long nanos) {
    long seconds = Duration.ofNanos(System.nanoTime() - nanos).toSeconds();
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }

  private enum State {
    /** Nobody is told anything: the application starts, or has ended. */
    UNWATCHED,
    THERE,
    AWAY,
    JUST_BACK
  }
}
