package io.orderflow.engine.logging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Writes what anybody may cause a thousand times a second only a few times: the first ones of each
 * kind, and then how many more there were.
 */
public final class RateLimitedLogger {

  private static final int FIRST_ONES = 5;
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<String, Period> periods = new ConcurrentHashMap<>();

  public RateLimitedLogger(Clock clock) {
    this.clock = clock;
  }

  /** The same with the failure behind it, if it is written at all. */
  public void warn(Logger log, String kind, String line, @Nullable Throwable failure) {
    long skipped = skippedBefore(kind);
    if (skipped > 0) {
      log.warn("{} ({} more like it were not written)", line, skipped, failure);
    } else if (skipped == 0) {
      log.warn(line, failure);
    }
  }

  /**
   * The same without a stack trace. The failure goes along as an argument that is not printed, for
   * whoever decides by it what comes into the log.
   */
  public void warnBriefly(Logger log, String kind, String line, Throwable failure) {
    long skipped = skippedBefore(kind);
    if (skipped >= 0) {
      String more = skipped == 0 ? "" : " (" + skipped + " more like it were not written)";
      log.warn("{}{}", line, more, failure, ""); // the last argument alone would be traced
    }
  }

  /**
   * @param kind of which there are few; what is counted together
   */
  public void warn(Logger log, String kind, String line) {
    warn(log, kind, line, null);
  }

  /** How many were not written since the last one that was; minus one if this one is not either. */
  private long skippedBefore(String kind) {
    var before = new long[1];
    periods.compute(
        kind,
        (_, period) -> {
          var now = clock.instant();
          if (period == null || !now.isBefore(period.end())) {
            before[0] = period == null ? 0 : period.skipped();
            return new Period(now.plus(PERIOD), 1, 0);
          }
          boolean write = period.written() < FIRST_ONES;
          before[0] = write ? 0 : -1;
          return period.another(write);
        });
    return before[0];
  }

  private record Period(Instant end, int written, long skipped) {

    private Period another(boolean write) {
      return write ? new Period(end, written + 1, skipped) : new Period(end, written, skipped + 1);
    }
  }
}
