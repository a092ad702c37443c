package io.orderflow.console.page;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Numbers and durations as people read them. */
public final class DisplayNumbers {

  private DisplayNumbers() {}

  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number with its noun, which takes an {@code s} unless there is one. */
  public static String counted(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** To two or three digits, in the unit in which it has them. */
  public static String duration(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%.1f min", seconds / 60);
    }
    return seconds < 86_400
        ? String.format(Locale.ROOT, "%.1f h", seconds / 3_600)
        : String.format(Locale.ROOT, "%.1f d", seconds / 86_400);
  }

  /** How long ago that was; nothing for what is still to come. */
  public static String age(Instant since, Instant now) {
    return duration(Math.max(0, Duration.between(since, now).toMillis()) / 1_000.0);
  }
}
