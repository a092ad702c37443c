package io.orderflow.engine.logging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Limits log messages that clients can cause a thousand times a second: in each period it writes
 * the first few of a kind, then how many more there were.
 */
public final class RateLimitedLogger {

  private static final int MOST_PER_PERIOD = 5;
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<String, Period> periods = new ConcurrentHashMap<>();

  public RateLimitedLogger(Clock clock) {
    this.clock = clock;
  }

  /** With the stack trace of the failure. */
  public void warn(Logger log, String kind, String line, @Nullable Throwable failure) {
    long skipped = skippedBefore(kind);
    if (skipped > 0) {
      log.warn("{} ({} similar ones suppressed)", line, skipped, failure);
    } else if (skipped == 0) {
      log.warn(line, failure);
    }
  }

  /**
   * Without a stack trace. The failure is passed as an argument that is not printed, so that log
   * filters see it.
   */
  public void warnBriefly(Logger log, String kind, String line, Throwable failure) {
    long skipped = skippedBefore(kind);
    if (skipped >= 0) {
      String more = skipped == 0 ? "" : " (" + skipped + " similar ones suppressed)";
      log.warn(
          "{}{}", line, more, failure, ""); // as last argument its stack trace would be printed
    }
  }

  /**
   * @param kind groups messages that are counted together; there must be few kinds
   */
  public void warn(Logger log, String kind, String line) {
    warn(log, kind, line, null);
  }

  /** How many were suppressed since the last message; minus one if this one is, too. */
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
          boolean write = period.written() < MOST_PER_PERIOD;
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
