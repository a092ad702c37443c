package io.orderflow.web.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Instants in requests: RFC 3339 in UTC. */
public final class RequestInstant {

  private static final int LAST_YEAR = 9_999;

  private RequestInstant() {}

  /**
   * @throws IllegalArgumentException with a sentence for the client
   */
  public static Instant parse(String text) {
    try {
      var instant = Instant.parse(text);
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      if (text.endsWith("Z") && year >= 1 && year <= LAST_YEAR) {
        return instant;
      }
    } catch (DateTimeException invalid) {
      // refused below
    }
    throw new IllegalArgumentException("must be an instant such as 2026-03-01T10:15:30Z");
  }
}
