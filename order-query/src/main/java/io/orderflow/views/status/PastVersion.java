package io.orderflow.views.status;

import io.orderflow.views.history.HistoryProblemCode;
import io.orderflow.views.history.RecordedEvent;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the events of an order are folded to show how it was.
 *
 * @param version the sequence number of the last event; null where a time is asked for
 * @param at the time up to which events are folded; null where a version is asked for
 */
record PastVersion(@Nullable Long version, @Nullable Instant at) {

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,18}");

  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\\.[0-9]{1,9})?Z");

  /**
   * Null if neither is asked for.
   *
   * @throws ProblemException if both are, or one of them cannot be read
   */
  static @Nullable PastVersion asked(@Nullable String version, @Nullable String at) {
    if (version != null && at != null) {
      throw malformed("Ask for a version or for a time with at, not for both.");
    }
    if (version != null) {
      return new PastVersion(number(version), null);
    }
    return at == null ? null : new PastVersion(null, time(at));
  }

  /**
   * The state after the events that are asked for; those behind are not read.
   *
   * @param events from the first on
   * @throws ProblemException if the order had no such version, or an event cannot be read
   */
  OrderViewState fold(Iterator<RecordedEvent> events) {
    @Nullable OrderViewState state = null;
    while (!isReached(state) && events.hasNext()) {
      var next = events.next();
      if (at != null && next.at().isAfter(at)) {
        break;
      }
      state = HistoryFold.fold(state, next);
    }
    if (state == null) {
      throw missing("The order did not exist at that time.");
    }
    if (version != null && state.version() < version) {
      throw missing("The newest version of the order is " + state.version() + ".");
    }
    return state;
  }

  private boolean isReached(@Nullable OrderViewState state) {
    return state != null && version != null && state.version() == version;
  }

  private static long number(String version) {
    if (!VERSION.matcher(version).matches()) {
      throw malformed("version must be a whole number of 0 or more, such as an order's version.");
    }
    return Long.parseLong(version);
  }

  private static Instant time(String at) {
    if (TIME.matcher(at).matches()) {
      try {
        return Instant.parse(at);
      } catch (DateTimeException impossible) {
        // such as a 30th of February
      }
    }
    throw malformed("at must be a time in UTC, such as 2026-01-31T10:00:00Z.");
  }

  private static ProblemException malformed(String detail) {
    return ProblemException.of(GeneralProblemCode.MALFORMED_REQUEST, detail);
  }

  private static ProblemException missing(String detail) {
    return ProblemException.of(HistoryProblemCode.VERSION_NOT_FOUND, detail);
  }
}
