package io.orderflow.views.stream;

import io.orderflow.engine.processors.StreamPositions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the event store for all subscribers of this node: one thread, and none while there are no
 * subscribers. It reads events, not rows, so that it tells every version of an order, in the order
 * of the event store, on whatever node and after whatever restart.
 */
final class OrderFeed {

  /** How many events may come while a subscriber catches up; beyond, it reads on by itself. */
  private static final int MOST_RECENT = 5_000;

  /** Events so far before the newest may still be uncommitted when the feed begins. */
  static final int UNCOMMITTED = 500;

  private static final long POLL_MILLIS = 1_000;
  private static final long RETRY_MILLIS = 500;
  private static final Logger log = LoggerFactory.getLogger(OrderFeed.class);

  private final Function<@Nullable TrackingToken, EventReader> readers;
  private final Set<Subscriber> live = ConcurrentHashMap.newKeySet();
  private final Deque<FeedEvent> recent = new ArrayDeque<>();
  private long published;
  private int followers;
  private boolean isReady;
  private Mark beginning = new Mark(0, null);
  private @Nullable TrackingToken position;
  private @Nullable Thread thread;

  /**
   * @param readers opens a reader at a position
   */
  OrderFeed(Function<@Nullable TrackingToken, EventReader> readers) {
    this.readers = readers;
  }

  /**
   * Counts a subscriber that will {@link #join}; it must {@link #leave} in the end.
   *
   * @param head the newest position
   * @return where the feed is; null while it does not follow the store yet
   */
  synchronized @Nullable Mark expect(@Nullable TrackingToken head) {
    followers++;
    if (thread == null) {
      isReady = false;
      recent.clear();
      position = StreamPositions.before(head, UNCOMMITTED);
      thread = Thread.ofPlatform().daemon().name("order-feed").start(() -> run(head));
    }
    return isReady ? new Mark(published, position) : null;
  }

  /**
   * Where the feed is. A subscriber reads up to its position by itself, and is sent what is
   * published from then on.
   *
   * @param published how many events were published until then
   * @param position of the newest event that the feed has read
   */
  record Mark(long published, @Nullable TrackingToken position) {}

  /** Where the feed was when it had come to follow the store; waits for that. */
  synchronized Mark awaitBeginning(EventStreamWriter writer) throws InterruptedException {
    while (!isReady) {
      writer.requireOpen();
      wait(POLL_MILLIS);
    }
    return beginning;
  }

  /** Where the feed is now; waits until it follows the store. */
  synchronized Mark awaitMark(EventStreamWriter writer) throws InterruptedException {
    awaitBeginning(writer);
    return new Mark(published, position);
  }

  /**
   * Sends a subscriber what was published since the mark and what will be. False if that is more
   * than is kept: it has to read on by itself.
   *
   * @param sent the numbers of the events that it has read by itself
   */
  synchronized boolean join(Subscriber subscriber, Mark mark, Set<Long> sent) {
    long missed = published - mark.published();
    if (missed > recent.size()) {
      return false;
    }
    recent.stream()
        .skip(recent.size() - missed)
        .filter(event -> !sent.contains(event.number()))
        .forEach(event -> subscriber.offer(event, System.nanoTime()));
    subscriber.isAheadBy(
        sent.stream().filter(number -> !StreamPositions.covers(position, number)).toList());
    live.add(subscriber);
    return true;
  }

  synchronized void leave(Subscriber subscriber) {
    live.remove(subscriber);
    followers--;
    if (followers == 0 && thread != null) {
      thread.interrupt();
      thread = null;
    }
  }

  synchronized void heartbeat(long now, long interval) {
    live.forEach(subscriber -> subscriber.heartbeat(position, now, interval));
  }

  private void run(@Nullable TrackingToken head) {
    boolean failing = false;
    while (!isOver()) {
      try (var reader = readers.apply(position())) {
        passOver(reader, head);
        failing = false;
        follow(reader);
      } catch (InterruptedException over) {
        return;
      } catch (RuntimeException failed) {
        if (!failing && !isOver()) {
          log.warn("The event store cannot be followed; streams pause until it can", failed);
        }
        failing = true;
        pause();
      }
    }
  }

  /** The events before the head are not published, but those still missing among them will be. */
  private void passOver(EventReader reader, @Nullable TrackingToken head)
      throws InterruptedException {
    long newest = StreamPositions.indexOf(head);
    while (StreamPositions.indexOf(reader.position()) < newest) {
      if (reader.hasNext(POLL_MILLIS)) {
        reader.skip();
      }
    }
    begin(reader.position());
  }

  private synchronized void begin(@Nullable TrackingToken from) throws InterruptedException {
    if (isOver()) {
      throw new InterruptedException(); // another feed may have begun meanwhile
    }
    position = from;
    if (!isReady) {
      isReady = true;
      beginning = new Mark(published, from);
    } // else it had failed, and goes on
    notifyAll();
  }

  private void follow(EventReader reader) throws InterruptedException {
    while (true) {
      if (reader.hasNext(POLL_MILLIS)) {
        publish(reader.next());
      }
    }
  }

  private synchronized void publish(FeedEvent event) throws InterruptedException {
    if (isOver()) {
      throw new InterruptedException();
    }
    position = event.position();
    published++;
    recent.add(event);
    if (recent.size() > MOST_RECENT) {
      recent.remove();
    }
    long now = System.nanoTime();
    live.forEach(subscriber -> subscriber.offer(event, now));
  }

  private synchronized boolean isOver() {
    return thread != Thread.currentThread();
  }

  private synchronized @Nullable TrackingToken position() {
    return position;
  }

  private synchronized void pause() {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
    try {
      for (long left = 1; left > 0 && !isOver(); left = millisUntil(until)) {
        wait(left);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private static long millisUntil(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime());
  }
}
