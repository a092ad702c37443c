package io.orderflow.web.request;

import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * The rules for text that clients send. Ids are compared as they came, so invisible characters in
 * them are refused. Text for people is often pasted: invisible characters and blanks at its ends
 * are removed.
 *
 * <p>The rules apply to requests only. Stored events are read by looser ones, so that they stay
 * readable when a rule becomes stricter.
 */
public final class PlainText {

  /** Letters by category, but invisible. */
  private static final String FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

  /** Persian, Indic scripts and some emoji cannot be written without these two. */
  private static final String JOINERS = "\u200c\u200d";

  /** Format characters by category, but visible: number signs of Arabic and Syriac. */
  private static final String SIGNS =
      "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2";

  private PlainText() {}

  /**
   * Text that identifies something: ids, references, tokens.
   *
   * @throws IllegalArgumentException with a sentence for the client
   */
  public static String exact(String text) {
    return requireTrimmed(requireOnly(text, PlainText::isExact));
  }

  /**
   * One line for people, of 1 to {@code most} characters before it is cleaned.
   *
   * @see #exact(String)
   */
  public static UnaryOperator<String> line(int most) {
    return text -> {
      String visible = trimmed(visible(text));
      if (visible.isEmpty() || isLonger(text, most)) {
        throw new IllegalArgumentException("must have 1 to " + most + " characters");
      }
      return requireOnly(visible, PlainText::isWritten);
    };
  }

  /** Several lines for people, of at most {@code most} characters before they are cleaned. */
  public static UnaryOperator<String> lines(int most) {
    return text -> {
      if (isLonger(text, most)) {
        throw new IllegalArgumentException("must have at most " + most + " characters");
      }
      return requireOnly(visible(text), c -> isWritten(c) || c == '\n' || c == '\r' || c == '\t');
    };
  }

  private static boolean isLonger(String text, int most) {
    return text.codePointCount(0, text.length()) > most;
  }

  private static String visible(String text) {
    return text.codePoints()
        .filter(c -> !isInvisible(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (start < end && isBlank(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  private static String requireOnly(String text, IntPredicate allowed) {
    text.codePoints()
        .filter(c -> !allowed.test(c))
        .findFirst()
        .ifPresent(
            c -> {
              throw new IllegalArgumentException(
                  "must not contain control, invisible or unassigned characters, such as U+%04X"
                      .formatted(c));
            });
    return text;
  }

  private static String requireTrimmed(String text) {
    if (!text.isEmpty()
        && (isSpace(text.codePointAt(0)) || isSpace(text.codePointBefore(text.length())))) {
      throw new IllegalArgumentException("must not begin or end with white space");
    }
    return text;
  }

  private static boolean isBlank(int character) {
    return isSpace(character) || isJoiner(character);
  }

  private static boolean isSpace(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static boolean isJoiner(int character) {
    return JOINERS.indexOf(character) >= 0;
  }

  private static boolean isSign(int character) {
    return SIGNS.indexOf(character) >= 0;
  }

  private static boolean isExact(int character) {
    return isWritten(character)
        && Character.getType(character) != Character.FORMAT
        && FILLERS.indexOf(character) < 0;
  }

  private static boolean isInvisible(int character) {
    return FILLERS.indexOf(character) >= 0
        || (Character.getType(character) == Character.FORMAT
            && !isJoiner(character)
            && !isSign(character));
  }

  private static boolean isWritten(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
