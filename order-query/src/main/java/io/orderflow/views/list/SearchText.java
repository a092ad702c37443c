package io.orderflow.views.list;

import io.orderflow.api.OrderId;
import io.orderflow.web.request.PlainText;
import java.util.List;
import java.util.Optional;

/**
 * What is searched for.
 *
 * @param text as it was typed, without blanks at its ends
 * @param words what stands between its blanks; each has to match
 */
record SearchText(String text, List<String> words) {

  /** In characters. */
  static final int MAX_LENGTH = 200;

  static final int MAX_WORDS = 8;

  SearchText {
    words = List.copyOf(words);
  }

  /**
   * @throws IllegalArgumentException with a sentence for the client
   */
  static SearchText of(String typed) {
    var text = PlainText.line(MAX_LENGTH).apply(typed);
    var words = List.of(text.split("[\\s\\p{Z}]+"));
    if (words.size() > MAX_WORDS) {
      throw new IllegalArgumentException("must have at most " + MAX_WORDS + " words");
    }
    if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
      throw new IllegalArgumentException("must have a letter or a digit");
    }
    return new SearchText(text, words);
  }

  /** The order whose id this is. */
  Optional<OrderId> orderId() {
    try {
      return Optional.of(OrderId.parse(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
