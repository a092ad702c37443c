package io.orderflow.views.stream;

import io.orderflow.engine.processors.StreamPositions;
import io.orderflow.views.stream.OrderFeed.Mark;
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
 * Brings a subscriber from its own position to the feed's, event by event, and hands it over. One
 * that begins now has nothing to read: it begins at the feed's position, which knows what was not
 * committed yet, and its answer begins when that is known. A virtual thread for each; few read at
 * once.
 */
final class StreamCatchUp implements Runnable {

  private static final long POLL_MILLIS = 1_000;

  /**
   * For a client that reads slowly, altogether: it must not keep its place from others. It connects
   * again, and goes on from the last event it has received.
   */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(StreamCatchUp.class);

  private final Subscriber subscriber;
  private final OrderStreams.Start start;
  private final @Nullable Mark expected;
  private final OrderFeed feed;
  private final Function<@Nullable TrackingToken, EventReader> readers;
  private final Semaphore places;
  private Duration patience = LONGEST_WAIT;

  /**
   * @param expected where the feed was when it was told of the subscriber; null if it had yet to
   *     begin
   * @param readers opens a reader at a position
   * @param places of those that read at once
   */
  StreamCatchUp(
      Subscriber subscriber,
      OrderStreams.Start start,
      @Nullable Mark expected,
      OrderFeed feed,
      Function<@Nullable TrackingToken, EventReader> readers,
      Semaphore places) {
    this.subscriber = subscriber;
    this.start = start;
    this.expected = expected;
    this.feed = feed;
    this.readers = readers;
    this.places = places;
  }

  /** Never interrupted: a virtual thread that is would break the connection it reads from. */
  @Override
  public void run() {
    try {
      var mark = expected == null ? feed.awaitBeginning(subscriber.writer()) : expected;
      subscriber.writer().requireOpen(); // it may have left the feed already
      if (start.now()) {
        subscriber.begin(mark.position());
      }
      if (!start.now() || !feed.join(subscriber, mark, Set.of())) {
        awaitPlace();
        try {
          catchUp(mark);
        } finally {
          places.release();
        }
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

  private void catchUp(Mark first) throws InterruptedException {
    var sent = new HashSet<Long>(); // not a field: the thread of an open stream keeps this object
    long head = StreamPositions.indexOf(start.head());
    var position = subscriber.from();
    for (var mark = first; ; mark = feed.awaitMark(subscriber.writer())) {
      position = read(position, Math.max(head, StreamPositions.indexOf(mark.position())), sent);
      if (feed.join(subscriber, mark, sent)) {
        return;
      }
    }
  }

  /** And then on as long as there is more at once. */
  private @Nullable TrackingToken read(@Nullable TrackingToken from, long newest, Set<Long> sent)
      throws InterruptedException {
    try (var reader = readers.apply(from)) {
      while (true) {
        subscriber.writer().requireOpen();
        boolean reached = StreamPositions.indexOf(reader.position()) >= newest;
        if (reader.hasNext(reached ? 0 : POLL_MILLIS)) {
          var event = reader.next();
          sent.add(event.number());
          patience = subscriber.writer().awaitRoom(patience);
          subscriber.offer(event, System.nanoTime());
        } else if (reached) {
          return reader.position();
        }
      }
    }
  }
}
