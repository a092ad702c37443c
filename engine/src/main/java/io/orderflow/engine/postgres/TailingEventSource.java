package io.orderflow.engine.postgres;

import io.orderflow.engine.processors.DelegatingEventSource;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event store as a source that tells its readers when there is something new. Without it a
 * pooled processor looks every 500 ms, and an order takes seconds instead of milliseconds.
 *
 * <p>One thread per node follows the end of the store for all of them. It is an accelerator only:
 * were it to miss something, the processors would still find it within seconds by themselves.
 */
public final class TailingEventSource extends DelegatingEventSource implements Lifecycle {

  private static final Logger log = LoggerFactory.getLogger(TailingEventSource.class);
  private static final long RETRY_MILLIS = 500;
  private static final Duration STOP = Duration.ofSeconds(2);

  private final Duration linger;
  private final Set<Runnable> readers = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private @Nullable Thread tail;

  TailingEventSource(EmbeddedEventStore store, Duration linger) {
    super(store);
    this.linger = linger;
  }

  /** Before the processors start, and after they have stopped but before the store does. */
  @Override
  public void registerLifecycleHandlers(LifecycleRegistry lifecycle) {
    lifecycle.onStart(Phase.INBOUND_EVENT_CONNECTORS - 5, this::start);
    lifecycle.onShutdown(Phase.INBOUND_EVENT_CONNECTORS - 5, this::stop);
  }

  private synchronized void start() {
    stopped = false;
    tail = Thread.ofPlatform().daemon().name("event-tail").start(this::followUntilStopped);
  }

  /** Waits for the thread, so that it does not meet a closed pool and take it for an outage. */
  private synchronized void stop() {
    stopped = true; // waiting for a connection may swallow an interrupt
    if (tail != null) {
      tail.interrupt();
      try {
        tail.join(STOP);
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
      tail = null;
    }
  }

  private void followUntilStopped() {
    boolean away = false;
    while (!stopped) {
      try (var news = source.openStream(source.createHeadToken())) {
        if (away) {
          log.info("The event store can be followed again");
          away = false;
        }
        wakeAll(); // for what may have come before the stream was open
        follow(news);
      } catch (Exception failed) {
        if (!away && !stopped) {
          log.warn("The event store cannot be followed; processors poll until it can", failed);
          away = true;
        }
        pause();
      }
    }
  }

  private void follow(BlockingStream<TrackedEventMessage<?>> news) throws InterruptedException {
    while (!stopped) {
      if (news.hasNextAvailable(1, TimeUnit.SECONDS)) {
        Thread.sleep(linger);
        while (news.hasNextAvailable(0, TimeUnit.MILLISECONDS)) {
          news.nextAvailable();
        }
        wakeAll();
      }
    }
  }

  private void wakeAll() {
    for (Runnable reader : readers) {
      try {
        reader.run();
      } catch (RuntimeException stopping) { // its executor takes nothing any more
        log.debug("A reader of events could not be woken", stopping);
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(stopped ? 0 : RETRY_MILLIS);
    } catch (InterruptedException interrupted) {
      log.debug("No longer waiting for the event store", interrupted);
    }
  }

  /** How many are told of news. */
  int readers() {
    return readers.size();
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken position) {
    return new CallbackEventStream(source.openStream(position), readers);
  }
}
