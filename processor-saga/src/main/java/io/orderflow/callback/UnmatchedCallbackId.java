package io.orderflow.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderflow.inbox.CallbackSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The id of an unmatched callback in the operators' API. An event id may have any visible
 * character, so it is encoded: a path takes only some.
 */
record UnmatchedCallbackId(CallbackSource partner, String eventId) {

  static Optional<UnmatchedCallbackId> parse(String id) {
    int colon = id.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Arrays.stream(CallbackSource.values())
            .filter(partner -> word(partner).equals(id.substring(0, colon)))
            .findFirst()
            .flatMap(partner -> decoded(partner, id.substring(colon + 1)));
  }

  private static Optional<UnmatchedCallbackId> decoded(CallbackSource partner, String encoded) {
    try {
      var eventId = new String(Base64.getUrlDecoder().decode(encoded), US_ASCII);
      return Optional.of(new UnmatchedCallbackId(partner, eventId))
          .filter(id -> eventId.chars().allMatch(each -> each > ' ' && each < 127))
          .filter(id -> id.text().equals(word(partner) + ":" + encoded));
    } catch (IllegalArgumentException forged) {
      return Optional.empty();
    }
  }

  String text() {
    return word(partner)
        + ":"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(eventId.getBytes(US_ASCII));
  }

  private static String word(CallbackSource partner) {
    return partner.name().toLowerCase(Locale.ROOT);
  }
}
