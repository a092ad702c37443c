package io.orderflow.engine.processors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.orderflow.engine.metrics.SampledValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * How far each processor that always runs is behind the newest event, by the tokens of all nodes.
 * The time is found by noting the newest position at each reading, so it is as exact as the
 * readings are frequent, and begins anew with the process.
 */
final class ProcessorMeters implements MeterBinder {

  /** About three hours; with more the notes are thinned out, never the oldest dropped. */
  private static final int MOST_NOTES = 1_000;

  private final ObjectProvider<EventProcessor> declared;
  private final StreamHead head;
  private final StoredTokens tokens;
  private final Clock clock;
  private final Map<String, Deque<Note>> notes = new HashMap<>();
  private final SampledValue<Map<String, Lag>> lags;

  ProcessorMeters(
      ObjectProvider<EventProcessor> declared, StreamHead head, StoredTokens tokens, Clock clock) {
    this.declared = declared;
    this.head = head;
    this.tokens = tokens;
    this.clock = clock;
    this.lags = new SampledValue<>(clock, this::read);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (var processor : running()) {
      Gauge.builder(
              "orderflow.processor.lag.events",
              lags,
              sampled -> shown(sampled, processor, Lag::events))
          .tag("processor", processor.name())
          .description("distance of the segment furthest behind to the newest event, gaps included")
          .register(registry);
      TimeGauge.builder(
              "orderflow.processor.lag",
              lags,
              TimeUnit.SECONDS,
              sampled -> shown(sampled, processor, lag -> lag.time().toMillis() / 1_000.0))
          .tag("processor", processor.name())
          .description("how long the oldest event that is not handled yet has waited")
          .register(registry);
    }
  }

  private static double shown(
      SampledValue<Map<String, Lag>> sampled, EventProcessor processor, ToDoubleFunction<Lag> of) {
    return sampled.show(
        lags -> {
          var lag = lags.get(processor.name());
          return lag == null ? Double.NaN : of.applyAsDouble(lag);
        });
  }

  private List<EventProcessor> running() {
    return declared.stream().filter(processor -> !processor.onDemand()).toList();
  }

  /** One at a time: see {@link SampledValue}. */
  private Map<String, Lag> read() {
    var newest = head.position();
    var lags = new HashMap<String, Lag>();
    for (var processor : running()) {
      var lag = lagOf(processor, newest);
      if (lag != null) {
        lags.put(processor.name(), lag);
      }
    }
    return lags;
  }

  /** Null before the first start of the processor, and while the event store does not answer. */
  private @Nullable Lag lagOf(EventProcessor processor, OptionalLong newest) {
    var handled = tokens.of(processor).stream().mapToLong(StoredToken::position).min();
    if (handled.isEmpty() || newest.isEmpty()) {
      return null;
    }
    long behind = Math.max(0, newest.getAsLong() - handled.getAsLong());
    return new Lag(behind, waited(processor, handled.getAsLong(), newest.getAsLong()));
  }

  private Duration waited(EventProcessor processor, long handled, long newest) {
    var now = clock.instant();
    var known = notes.computeIfAbsent(processor.name(), _ -> new ArrayDeque<>());
    known.removeIf(note -> note.newest() <= handled);
    if (newest > handled) {
      known.addLast(new Note(now, newest));
    }
    if (known.size() > MOST_NOTES) {
      thinOut(known);
    }
    var oldest = known.peekFirst();
    return oldest == null ? Duration.ZERO : Duration.between(oldest.at(), now);
  }

  private static void thinOut(Deque<Note> known) {
    var kept = new ArrayDeque<Note>();
    boolean keep = true;
    for (var note : known) {
      if (keep) {
        kept.add(note);
      }
      keep = !keep;
    }
    known.clear();
    known.addAll(kept);
  }

  /** The newest event at a time. */
  private record Note(Instant at, long newest) {}

  private record Lag(long events, Duration time) {}
}
