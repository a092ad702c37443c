package io.orderflow.fulfillment;

import io.orderflow.api.Step;
import io.orderflow.api.process.PartnerReport.Minute;
import io.orderflow.api.process.PartnerReport.Requests;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What came of the requests of this node to each partner in the last hour, minute by minute. It is
 * kept in memory, in as many numbers for any number of requests, and begins anew with the node.
 */
public final class PartnerStatistics {

  private static final int MINUTES = 60;

  /** The bounds in which durations are counted, in milliseconds; longer ones count as the last. */
  private static final long[] BOUNDS = {
    5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000
  };

  private static final double MEDIAN = 0.5;
  private static final double SLOW = 0.95;

  private final Clock clock;
  private final Instant started;
  private final Map<Step, Counts[]> partners = new ConcurrentHashMap<>();

  public PartnerStatistics(Clock clock) {
    this.clock = clock;
    this.started = clock.instant();
  }

  enum Outcome {
    /** A yes, or that the result follows. */
    ANSWERED,
    /** A definitive no. */
    REFUSED,
    /** No usable answer: the request may have taken effect. */
    UNKNOWN
  }

  void record(Step partner, Outcome outcome, Duration took) {
    var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    var ring = partners.computeIfAbsent(partner, _ -> new Counts[MINUTES]);
    int place = (int) (minute.getEpochSecond() / 60 % MINUTES);
    synchronized (ring) {
      if (ring[place] == null || !ring[place].from.equals(minute)) {
        ring[place] = new Counts(minute);
      }
      ring[place].add(outcome, took.toMillis());
    }
  }

  /** From when on requests are counted: an hour ago, or the start of this node. */
  public Instant since() {
    var hourAgo = first();
    return started.isAfter(hourAgo) ? started : hourAgo;
  }

  public Requests hour(Step partner) {
    var all = new Counts(first());
    counts(partner).forEach(all::add);
    return all.requests();
  }

  /** The minutes in which there was a request, in their order. */
  public List<Minute> minutes(Step partner) {
    return counts(partner).stream()
        .map(minute -> new Minute(minute.from, minute.requests()))
        .toList();
  }

  private List<Counts> counts(Step partner) {
    var ring = partners.get(partner);
    if (ring == null) {
      return List.of();
    }
    var first = first();
    synchronized (ring) {
      return Arrays.stream(ring)
          .filter(minute -> minute != null && !minute.from.isBefore(first))
          .sorted((one, other) -> one.from.compareTo(other.from))
          .map(Counts::copy)
          .toList();
    }
  }

  /** The oldest minute that is still counted. */
  private Instant first() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES).minus(MINUTES - 1, ChronoUnit.MINUTES);
  }

  /** The requests of a minute, or of several. */
  private static final class Counts {

    private final Instant from;
    private final Map<Outcome, Long> byOutcome = new EnumMap<>(Outcome.class);
    private final long[] byDuration = new long[BOUNDS.length];

    Counts(Instant from) {
      this.from = from;
    }

    void add(Outcome outcome, long millis) {
      byOutcome.merge(outcome, 1L, Long::sum);
      int bound = 0;
      while (bound < BOUNDS.length - 1 && millis > BOUNDS[bound]) {
        bound++;
      }
      byDuration[bound]++;
    }

    void add(Counts other) {
      other.byOutcome.forEach((outcome, count) -> byOutcome.merge(outcome, count, Long::sum));
      Arrays.setAll(byDuration, at -> byDuration[at] + other.byDuration[at]);
    }

    Counts copy() {
      var copy = new Counts(from);
      copy.add(this);
      return copy;
    }

    Requests requests() {
      return new Requests(
          of(Outcome.ANSWERED),
          of(Outcome.REFUSED),
          of(Outcome.UNKNOWN),
          within(MEDIAN),
          within(SLOW));
    }

    private long of(Outcome outcome) {
      return byOutcome.getOrDefault(outcome, 0L);
    }

    /** The bound within which this share of them is. */
    private long within(double share) {
      long wanted = (long) Math.ceil(share * Arrays.stream(byDuration).sum());
      long seen = 0;
      for (int bound = 0; bound < BOUNDS.length && wanted > 0; bound++) {
        seen += byDuration[bound];
        if (seen >= wanted) {
          return BOUNDS[bound];
        }
      }
      return 0;
    }
  }
}
