package io.orderflow.engine.processors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.engine.scheduling.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

/**
 * Follows the position of each segment, on whatever node it is handled: how long its oldest event
 * waits, and whether it has stalled. A segment has stalled if events wait for it and it has not
 * moved for 30 seconds. Every node finds that out for itself, from what is stored.
 *
 * <p>It costs no statement of an order: a few every five seconds.
 */
public final class ProcessorProgress implements SmartLifecycle, MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(ProcessorProgress.class);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  /** After so long without a move it is found at the next look, which is 30 seconds in all. */
  static final Duration STALLED_AFTER = Duration.ofSeconds(25);

  private final ObjectProvider<EventProcessorDefinition> declared;
  private final StoredTokens tokens;
  private final StreamHead head;
  private final Predicate<EventProcessorDefinition> paused;
  private final Clock clock;
  private final Map<String, Map<Integer, ObservedSegment>> segments = new TreeMap<>();
  private volatile Map<String, List<SegmentProgress>> last = Map.of();
  private final PeriodicTask timer =
      new PeriodicTask("processor-progress", INTERVAL, this::lookSafely);

  /**
   * @param paused whether an operator has paused a processor, which then does not stall
   */
  ProcessorProgress(
      ObjectProvider<EventProcessorDefinition> declared,
      StoredTokens tokens,
      StreamHead head,
      Predicate<EventProcessorDefinition> paused,
      Clock clock) {
    this.declared = declared;
    this.tokens = tokens;
    this.head = head;
    this.paused = paused;
    this.clock = clock;
  }

  /**
   * A segment, as of the last poll.
   *
   * @param lag the events that wait for it, gaps included
   * @param waiting how long the oldest of them has waited, as far as this node has seen
   * @param stalledSince when it moved last, if it has stalled; null otherwise
   */
  public record SegmentProgress(
      int segment, long lag, Duration waiting, @Nullable Instant stalledSince) {}

  /** The segments of a processor as of the last poll; empty before the first. */
  public List<SegmentProgress> of(EventProcessorDefinition processor) {
    return last.getOrDefault(processor.name(), List.of());
  }

  /** The processors of which a segment has stalled, by name, with since when. */
  public Map<String, Instant> stalled() {
    var found = new TreeMap<String, Instant>();
    last.forEach(
        (name, all) ->
            all.forEach(
                segment -> {
                  if (segment.stalledSince() != null) {
                    found.merge(name, segment.stalledSince(), (a, b) -> a.isBefore(b) ? a : b);
                  }
                }));
    return found;
  }

  /**
   * Looks once. A processor that is started and stopped by its module is not expected to move.
   *
   * @throws org.springframework.dao.DataAccessException if the database does not answer
   */
  synchronized void look() {
    var newest = head.position();
    if (newest.isEmpty()) {
      return; // of the event store is told elsewhere; nothing new is known of the processors
    }
    var now = clock.instant();
    var next = new TreeMap<String, List<SegmentProgress>>();
    declared.forEach(processor -> next.put(processor.name(), look(processor, newest, now)));
    var before = stalled().keySet();
    last = next;
    report(before);
  }

  private List<SegmentProgress> look(
      EventProcessorDefinition processor, OptionalLong newest, Instant now) {
    var known = segments.computeIfAbsent(processor.name(), _ -> new TreeMap<>());
    boolean mayRest = processor.onDemand() || paused.test(processor);
    var seen = new ArrayList<SegmentProgress>();
    for (var stored : tokens.of(processor)) {
      var segment = known.computeIfAbsent(stored.segment(), _ -> new ObservedSegment());
      seen.add(segment.look(stored, newest.getAsLong(), now, mayRest));
    }
    return List.copyOf(seen);
  }

  private void report(Set<String> before) {
    var now = stalled();
    now.forEach(
        (name, since) -> {
          if (!before.contains(name)) {
            log.error(
                "Event processor {} has stalled: events wait for it, and it has not moved since {}."
                    + " GET /api/v1/admin/processors shows where and why",
                name,
                since);
          }
        });
    before.stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> log.info("Event processor {} no longer counts as stalled", name));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    declared.forEach(
        processor -> {
          String name = processor.name();
          Gauge.builder("orderflow.processor.lag.events", this, most(name, SegmentProgress::lag))
              .description("events that wait for the segment that is furthest behind")
              .tag("processor", name)
              .register(registry);
          TimeGauge.builder(
                  "orderflow.processor.lag",
                  this,
                  TimeUnit.MILLISECONDS,
                  most(name, segment -> segment.waiting().toMillis()))
              .description("how long the oldest unhandled event has waited")
              .tag("processor", name)
              .register(registry);
          Gauge.builder(
                  "orderflow.processor.stalled",
                  this,
                  most(name, segment -> segment.stalledSince() == null ? 0 : 1))
              .description("1 while events wait for a segment that has not moved for 30 s")
              .tag("processor", name)
              .register(registry);
        });
  }

  private static ToDoubleFunction<ProcessorProgress> most(
      String processor, ToDoubleFunction<SegmentProgress> figure) {
    return progress ->
        progress.last.getOrDefault(processor, List.of()).stream()
            .mapToDouble(figure)
            .max()
            .orElse(0);
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException | Error away) {
      // Caught here, because PeriodicTask would log each failed run as an error.
      log.debug("The progress of the processors is not known", away);
    }
  }

  @Override
  public void start() {
    timer.start();
  }

  @Override
  public void stop() {
    timer.stop();
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  /** While Axon runs. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 1;
  }

  /** What is remembered of one segment between two looks. */
  private static final class ObservedSegment {

    private final HeadSamples samples = new HeadSamples();
    private long position = Long.MIN_VALUE;
    private Instant movedAt = Instant.MIN;

    SegmentProgress look(StoredToken stored, long newest, Instant now, boolean mayRest) {
      long at = stored.position();
      if (at != position || at >= newest || mayRest) {
        position = at;
        movedAt = now;
      }
      boolean isStalled = !now.isBefore(movedAt.plus(STALLED_AFTER));
      return new SegmentProgress(
          stored.segment(),
          Math.max(0, newest - at),
          samples.delay(at, OptionalLong.of(newest), now),
          isStalled ? movedAt : null);
    }
  }
}
