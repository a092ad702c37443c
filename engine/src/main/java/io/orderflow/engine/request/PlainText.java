package io.orderflow.engine.request;

import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * What may stand in text that clients send. It is kept and compared as it came, nothing is trimmed
 * or normalized; therefore what nobody can see, or what changes how the text around it reads, is
 * refused.
 *
 * <p>These are rules for what comes in. What is stored already is read by looser ones, so that
 * events stay readable when a rule becomes stricter.
 */
public final class PlainText {

  /** Letters by their category, but drawn as nothing. */
  private static final String FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0";

  /** Persian, Indic scripts and some emoji cannot be written without these two. */
  private static final String JOINERS = "\u200c\u200d";

  private PlainText() {}

  /**
   * A name for something, by which it is found again: ids, references, tokens.
   *
   * @throws IllegalArgumentException with a sentence for the client
   */
  public static String exact(String text) {
    return requireTrimmed(requireOnly(text, PlainText::isVisible));
  }

  /**
   * One line for people to read, of 1 to so many characters.
   *
   * @see #exact(String)
   */
  public static UnaryOperator<String> line(int most) {
    return text -> {
      if (text.isBlank() || text.length() > most) {
        throw new IllegalArgumentException("must have 1 to " + most + " characters");
      }
      return requireTrimmed(requireOnly(text, c -> isVisible(c) || JOINERS.indexOf(c) >= 0));
    };
  }

  /** Several lines for people to read, of at most so many characters. */
  public static UnaryOperator<String> lines(int most) {
    return text -> {
      if (text.length() > most) {
        throw new IllegalArgumentException("must have at most " + most + " characters");
      }
      return requireOnly(
          text,
          c -> isVisible(c) || JOINERS.indexOf(c) >= 0 || c == '\n' || c == '\r' || c == '\t');
    };
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

  private static boolean isSpace(int character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> FILLERS.indexOf(character) < 0;
    };
  }
}
