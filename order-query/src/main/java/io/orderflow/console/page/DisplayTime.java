package io.orderflow.console.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A point in time as pages show it, with its zone.
 *
 * @param iso for programs
 * @param text for people, to the second
 */
public record DisplayTime(String iso, String text) {

  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  public static DisplayTime of(Instant instant) {
    return new DisplayTime(instant.truncatedTo(ChronoUnit.MILLIS).toString(), TEXT.format(instant));
  }
}
