package io.orderflow.partner;

/** Fits external text into one line of a log or a column. */
public final class SingleLineText {

  private SingleLineText() {}

  /** The text without control characters, truncated to this length. */
  public static String line(String text, int maxLength) {
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    if (line.length() <= maxLength) {
      return line;
    }
    int end = maxLength - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
