package io.orderflow.views.stream;

import io.orderflow.engine.deadletter.UnreadableEventSource;
import io.orderflow.engine.processors.EventSource;
import io.orderflow.engine.processors.StreamPositions;
import io.orderflow.engine.serialization.JsonMapping;
import io.orderflow.views.status.OrderStates;
import io.orderflow.web.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The subscribers of this node. */
@Component
@EnableConfigurationProperties(StreamProperties.class)
class OrderStreams implements SmartLifecycle {

  /** How many read events by themselves at once. */
  private static final int MOST_CATCHING_UP = 8;

  private final JsonMapper json = JsonMapping.applyTo(JsonMapper.builder()).build();
  private final RecentChanges recent = new RecentChanges();
  private final Semaphore catchingUp = new Semaphore(MOST_CATCHING_UP);
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private final UnreadableEventSource events;
  private final OrderStates states;
  private final StreamProperties properties;
  private final Clock clock;
  private final Semaphore places;
  private final OrderFeed feed = new OrderFeed(this::read);
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("order-streams").factory());
  private volatile boolean running;

  OrderStreams(EventSource source, OrderStates states, StreamProperties properties, Clock clock) {
    this.events = new UnreadableEventSource(source.events());
    this.states = states;
    this.properties = properties;
    this.clock = clock;
    this.places = new Semaphore(properties.most());
    timer.setRemoveOnCancelPolicy(true);
    var _ = timer.scheduleWithFixedDelay(this::heartbeat, 1, 1, TimeUnit.SECONDS);
  }

  int subscribers() {
    return subscribers.size();
  }

  /**
   * Where a client goes on.
   *
   * @param lastEventId null for a client that begins
   * @throws ProblemException if it cannot go on from there
   */
  Start start(@Nullable String lastEventId) {
    var head = events.createHeadToken();
    return lastEventId == null
        ? new Start(head, null, true)
        : new Start(head, resumed(lastEventId, head), false);
  }

  private @Nullable TrackingToken resumed(String lastEventId, @Nullable TrackingToken head) {
    @Nullable TrackingToken from;
    try {
      from = StreamPositions.parse(lastEventId, head);
    } catch (IllegalArgumentException invalid) {
      throw ProblemException.of(
          StreamProblemCode.INVALID_EVENT_ID, "Last-Event-ID " + invalid.getMessage() + ".");
    }
    long missed = StreamPositions.indexOf(head) - StreamPositions.indexOf(from);
    if (missed > properties.longestCatchUp()) {
      throw ProblemException.of(
          StreamProblemCode.EVENT_ID_TOO_OLD,
          "More than %d events have followed. Read the orders, and connect without Last-Event-ID."
              .formatted(properties.longestCatchUp()));
    }
    return from;
  }

  /** Takes a place that {@link #subscribe} uses. */
  void admit() {
    if (!running || !places.tryAcquire()) {
      throw ProblemException.of(
          StreamProblemCode.TOO_MANY_SUBSCRIBERS,
          "This process has %d subscribers, its most. Connect again after the time in Retry-After."
              .formatted(properties.most()));
    }
  }

  /**
   * Answers the request with events until the client goes, or this process does.
   *
   * @param state what is sent first; null for nothing
   */
  void subscribe(
      AsyncContext request,
      Subscription subscription,
      Start start,
      OrderStates.@Nullable State state)
      throws IOException {
    var writer = new EventStreamWriter(request);
    var subscriber = new Subscriber(subscription.orders(), start.from(), writer, System.nanoTime());
    var mark = feed.expect(start.head());
    subscribers.add(subscriber);
    var catchUp =
        Thread.ofVirtual()
            .unstarted(new StreamCatchUp(subscriber, start, mark, feed, this::read, catchingUp));
    if (state != null) {
      subscriber.begin(state.view(), json.writeValueAsString(OrderMessage.of(state.view())));
    } else if (!start.now()) {
      subscriber.begin(start.from());
    }
    var end = endLater(writer, subscription);
    writer.begin(() -> Thread.ofVirtual().start(() -> ended(subscriber, catchUp, end)));
    catchUp.start();
  }

  private Future<?> endLater(EventStreamWriter writer, Subscription subscription) {
    var longest = subscription.within(properties.longest(), clock.instant());
    return timer.schedule(writer::close, longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** On a thread of its own, since it waits for locks that others may hold while they write. */
  private void ended(Subscriber subscriber, Thread catchUp, Future<?> end) {
    end.cancel(false);
    try {
      catchUp.join();
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
    feed.leave(subscriber);
    subscribers.remove(subscriber);
    places.release();
  }

  private EventReader read(@Nullable TrackingToken from) {
    return new EventReader(events, from, new OrderChanges(states, json, recent));
  }

  @Override
  public void start() {
    running = true;
  }

  private void heartbeat() {
    if (!subscribers.isEmpty()) {
      feed.heartbeat(System.nanoTime(), properties.heartbeat().toNanos());
    }
  }

  /** A client connects again, to another node if there is one. */
  @Override
  public void stop() {
    running = false;
    subscribers.forEach(subscriber -> subscriber.writer().close());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @PreDestroy
  void close() {
    timer.shutdownNow();
  }

  /** Stops before the web server, which waits for requests to end. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE;
  }

  /**
   * Where a client begins or goes on, and where the store is.
   *
   * @param head null if the store is empty
   * @param from null before the first event
   * @param now whether the client begins where the feed is, whatever {@code from} says
   */
  record Start(@Nullable TrackingToken head, @Nullable TrackingToken from, boolean now) {

    /** Early enough for events that are not committed yet; the client is sent the state first. */
    Start withUncommitted() {
      return new Start(head, StreamPositions.before(head, OrderFeed.UNCOMMITTED), false);
    }
  }
}
