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
 * Logs the outage of one dependency: one line when it begins, one each minute, one when it has been
 * over for the aftermath. A partner that fails every other call is thus away until it stops that.
 * Messages that may be a consequence are held back until a probe shows whether there is an outage:
 * if so they are suppressed, else written. At DEBUG all are written.
 *
 * <p>Without this an outage of the database writes hundreds of stack traces a second, from Axon's
 * coordinators, the pool, schedulers and requests, and hides the one line that matters. Logback's
 * {@code DuplicateMessageFilter} compares message texts only: it neither knows causes nor tells
 * when the outage ends.
 */
public final class OutageLog {

  private static final Logger log = LoggerFactory.getLogger(OutageLog.class);
  private static final Duration PROBE_EVERY = Duration.ofMillis(500);

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
   * @param aftermath how long the dependency must be there again before the outage is over; calls
   *     that began in it may fail until then
   */
  OutageLog(MonitoredDependency dependency, Duration remindEvery, Duration aftermath) {
    this.dependency = dependency;
    this.remindEvery = remindEvery;
    this.aftermath = aftermath;
  }

  /** Before this nothing is logged: a failed start reports its cause itself. */
  synchronized void startWatching() {
    state = State.THERE;
    if (!held.isEmpty()) {
      watch();
    }
  }

  /** Called when the filter is removed from the log. */
  synchronized void stopWatching() {
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

  /** A call has failed: starts probing. */
  public synchronized void suspect() {
    if (state == State.THERE && watch == null) {
      watch();
    }
  }

  boolean explains(String logger, String message, @Nullable Throwable failure) {
    return dependency.explains(logger, message, failure);
  }

  /**
   * Takes a message that may be a consequence of the outage, to suppress it or to write it later.
   */
  synchronized boolean takes(Runnable message) {
    if (Thread.currentThread() == watch) {
      return false; // this is the deferred write
    }
    if (state == State.THERE && watch == null) {
      watch();
    }
    if (log.isDebugEnabled() || (state == State.UNWATCHED && !dependency.isReportedByTheStart())) {
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
      if (why != null && changeTo(State.AWAY)) {
        waitForEnd(why);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    for (var some = takeHeld(); !some.isEmpty(); some = takeHeld()) {
      some.forEach(Runnable::run);
    }
  }

  private void waitForEnd(String first) throws InterruptedException {
    sayAway(first);
    long since = System.nanoTime();
    long said = since;
    @Nullable String why = first;
    while (why != null) {
      if (System.nanoTime() - said >= remindEvery.toNanos()) {
        said = System.nanoTime();
        log.warn(
            "{} is still away, after {}: {}. {} messages were suppressed so far",
            dependency.name(),
            timeBetween(since, said),
            why,
            leftOut());
      }
      if (isOverAfterAPause()) {
        return;
      }
      why = dependency.refusal();
      if (why == null) {
        long back = System.nanoTime();
        if (!changeTo(State.JUST_BACK)) {
          return;
        }
        why = refusalInTheAftermath();
        if (why == null) {
          sayBack(timeBetween(since, back));
        } else if (!changeTo(State.AWAY)) {
          return;
        }
      }
    }
  }

  private void sayBack(String length) {
    log.info(
        "{} is back, after {}. {} messages about its outage were suppressed (at DEBUG of {} they"
            + " are written)",
        dependency.name(),
        length,
        leftOut(),
        log.getName());
  }

  private void sayAway(String why) {
    log.error(
        "{} is away: {}. {} Further errors caused by this are suppressed",
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
    return over.await(PROBE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized boolean changeTo(State next) {
    if (state == State.UNWATCHED) {
      return false;
    }
    if (next == State.AWAY && state != State.JUST_BACK) {
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

  private static String timeBetween(long begin, long end) {
    long seconds = Duration.ofNanos(end - begin).toSeconds();
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }

  private enum State {
    /** Nothing is logged: the application is starting, or has ended. */
    UNWATCHED,
    THERE,
    AWAY,
    JUST_BACK
  }
}
