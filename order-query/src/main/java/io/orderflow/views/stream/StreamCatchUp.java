package io.orderflow.views.stream;

import io.orderflow.engine.processors.StreamPositions;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a subscriber from its own position to the feed's, event by event, and hands it over. A
 * virtual thread for each that has missed something; few read at once.
 */
final class StreamCatchUp implements Runnable {

  private static final long POLL_MILLIS = 1_000;

  /** A client that reads slowly must not keep its place from others; it connects again. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(StreamCatchUp.class);

  private final Subscriber subscriber;
  private final OrderFeed feed;
  private final Function<@Nullable TrackingToken, EventReader> readers;
  private final Semaphore places;
  private final long head;

  /**
   * @param readers opens a reader at a position
   * @param places of those that read at once
   * @param head the newest position when it subscribed
   */
  StreamCatchUp(
      Subscriber subscriber,
      OrderFeed feed,
      Function<@Nullable TrackingToken, EventReader> readers,
      Semaphore places,
      @Nullable TrackingToken head) {
    this.subscriber = subscriber;
    this.feed = feed;
    this.readers = readers;
    this.places = places;
    this.head = StreamPositions.indexOf(head);
  }

  /** Never interrupted: a virtual thread that is would break the connection it reads from. */
  @Override
  public void run() {
    var sent = new HashSet<Long>(); // not a field: the thread of an open stream keeps this object
    try {
      var mark = feed.awaitMark(subscriber.writer());
      awaitPlace();
      try (var reader = readers.apply(subscriber.from())) {
        readUntil(reader, Math.max(head, mark.position()), sent);
        while (!feed.join(subscriber, mark, sent)) {
          mark = feed.awaitMark(subscriber.writer());
          readUntil(reader, mark.position(), sent);
        }
      } finally {
        places.release();
      }
    } catch (InterruptedException gone) {
      log.debug("A subscriber has gone while it caught up");
    } catch (RuntimeException failed) {
      log.warn("A subscriber cannot catch up and is disconnected; it connects again", failed);
      subscriber.writer().close();
    }
  }

  private void awaitPlace() throws InterruptedException {
    while (!places.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      subscriber.writer().requireOpen();
    }
  }

  /** And then on as long as there is more at once. */
  private void readUntil(EventReader reader, long newest, Set<Long> sent)
      throws InterruptedException {
    while (true) {
      subscriber.writer().requireOpen();
      boolean reached = StreamPositions.indexOf(reader.position()) >= newest;
      if (reader.hasNext(reached ? 0 : POLL_MILLIS)) {
        var event = reader.next();
        sent.add(event.number());
        subscriber.writer().awaitRoom(LONGEST_WAIT);
        subscriber.offer(event, System.nanoTime());
      } else if (reached) {
        return;
      }
    }
  }
}
