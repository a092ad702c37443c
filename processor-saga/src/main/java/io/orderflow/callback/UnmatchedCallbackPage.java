package io.orderflow.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderflow.inbox.CallbackSource;
import io.orderflow.inbox.UnmatchedCallbacks.Place;
import io.orderflow.inbox.UnmatchedReason;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Which unmatched callbacks are asked for.
 *
 * @param after the end of the page before; null for the first page
 */
record UnmatchedCallbackPage(
    @Nullable CallbackSource partner,
    @Nullable UnmatchedReason reason,
    int limit,
    @Nullable Place after) {

  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  /**
   * @throws ProblemException if a parameter is not valid
   */
  static UnmatchedCallbackPage of(
      @Nullable String partner,
      @Nullable String reason,
      @Nullable Integer limit,
      @Nullable String cursor) {
    if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
      throw invalid("Ask with a limit between 1 and " + MAX_LIMIT + ".");
    }
    return new UnmatchedCallbackPage(
        partner == null ? null : word(CallbackSource.class, "partner", partner),
        reason == null ? null : word(UnmatchedReason.class, "reason", reason),
        limit == null ? DEFAULT_LIMIT : limit,
        cursor == null ? null : place(cursor));
  }

  private static <E extends Enum<E>> E word(Class<E> words, String parameter, String word) {
    try {
      return Enum.valueOf(words, word);
    } catch (IllegalArgumentException unknown) {
      throw invalid(
          "The "
              + parameter
              + " must be one of "
              + Arrays.toString(words.getEnumConstants())
              + ".");
    }
  }

  private static ProblemException invalid(String detail) {
    return ProblemException.of(GeneralProblemCode.INVALID_REQUEST, detail);
  }

  static String cursor(Place place) {
    var text =
        ChronoUnit.MICROS.between(Instant.EPOCH, place.since())
            + " "
            + place.partner()
            + " "
            + place.eventId();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(US_ASCII));
  }

  private static Place place(String cursor) {
    try {
      var parts = new String(Base64.getUrlDecoder().decode(cursor), US_ASCII).split(" ", -1);
      if (parts.length == 3 && !parts[0].startsWith("-")) {
        var since = Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS);
        return new Place(since, CallbackSource.valueOf(parts[1]).name(), stored(parts[2]));
      }
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException forged) {
      // answered below
    }
    throw ProblemException.of(
        GeneralProblemCode.MALFORMED_REQUEST, "Send the cursor as it was in nextCursor, or none.");
  }

  /** PostgreSQL takes no NUL in a text. */
  private static String stored(String eventId) {
    if (!eventId.chars().allMatch(character -> character > ' ' && character < 0x7f)) {
      throw new IllegalArgumentException("no event id");
    }
    return eventId;
  }

  /** The same query for the next page. */
  String query(String cursor) {
    return "limit="
        + limit
        + (partner == null ? "" : "&partner=" + partner.name())
        + (reason == null ? "" : "&reason=" + reason.name())
        + "&cursor="
        + cursor;
  }
}
