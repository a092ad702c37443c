package io.orderflow.engine;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one line that PostgreSQL cannot be used, where everybody who notices would write a stack
 * trace every few seconds; and in another that it can again. What is written about a lost
 * connection is held back until it is known, by trying, whether the database is there: if it is, it
 * is written as it was, else left out. At DEBUG nothing is.
 */
final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private static final int MOST_HELD = 200;

  private final DatabaseLogin database;
  private final Duration remindEvery;
  private final Duration aftermath;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Runnable> held = new ArrayList<>();
  private State state = State.UNWATCHED;
  private @Nullable Thread watch;
  private volatile @Nullable SQLException reason;
  private long leftOut;

  /**
   * @param aftermath for so long afterwards there are some who waited for a connection, and only
   *     now say that there was none
   */
  Outage(DatabaseLogin database, Duration remindEvery, Duration aftermath) {
    this.database = database;
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

  /** Whether nothing can be stored for want of room. */
  boolean isOfFullDisk() {
    return isNow() && FullDisk.explains(reason);
  }

  synchronized boolean isNow() {
    return state == State.AWAY;
  }

  /** Whether this message about a lost connection is left out, or written later. */
  synchronized boolean takes(Runnable message) {
    if (Thread.currentThread() == watch) {
      return false; // later is now
    }
    if (state == State.THERE && watch == null) {
      watch();
    }
    if (LOG.isDebugEnabled()) {
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
    watch = Thread.ofPlatform().daemon().name("database-outage").start(this::watchUntilBack);
  }

  private void watchUntilBack() {
    try {
      var why = database.refusal();
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
  private boolean sitOut(SQLException first) throws InterruptedException {
    reason = first;
    sayAway(first);
    long since = System.nanoTime();
    long said = since;
    for (@Nullable SQLException why = first; why != null; why = database.refusal()) {
      reason = why;
      if (System.nanoTime() - said >= remindEvery.toNanos()) {
        said = System.nanoTime();
        LOG.warn(
            "PostgreSQL at {} still cannot be used, after {}: {}. {} messages were left out so far",
            database,
            timeSince(since),
            LostConnection.reason(why),
            leftOut());
      }
      if (isOverAfterAPause()) {
        return false;
      }
    }
    LOG.info(
        "PostgreSQL at {} can be used again, after {}. {} messages about it were left out (at DEBUG"
            + " of {} they are not)",
        database,
        timeSince(since),
        leftOut(),
        LOG.getName());
    return changeTo(State.JUST_BACK);
  }

  private void sayAway(SQLException why) {
    LOG.error(
        "PostgreSQL at {} cannot be used: {}. {}. Until then"
            + " requests are answered 503 and orders wait; nothing is lost, and all goes on by"
            + " itself. What else fails of it is left out here",
        database,
        LostConnection.reason(why),
        FullDisk.explains(why)
            ? "Its disk is full: make room where its data folder is"
            : "Start it, or see why it cannot be reached");
  }

  private @Nullable SQLException refusalInTheAftermath() throws InterruptedException {
    long end = System.nanoTime() + aftermath.toNanos();
    var refusal = database.refusal();
    while (refusal == null && System.nanoTime() < end && !isOverAfterAPause()) {
      refusal = database.refusal();
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
