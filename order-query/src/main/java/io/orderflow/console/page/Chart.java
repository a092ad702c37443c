package io.orderflow.console.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A small chart of columns, each a value over time, drawn in a space of {@value #WIDTH} by {@value
 * #HEIGHT}. One column may have several parts, one upon the other.
 *
 * @param title what it shows and how much, for those who do not see it
 * @param highest the value of its upper edge, in words
 * @param from where its time begins, and {@code to} where it ends
 */
public record Chart(String title, String highest, String from, String to, List<Part> parts) {

  public static final int WIDTH = 600;
  public static final int HEIGHT = 120;

  /** What a reader sees of the lowest value that is not nothing. */
  private static final double LEAST = 1.5;

  private static final double GAP = 0.15;

  /**
   * A rectangle.
   *
   * @param series the name of its style
   */
  public record Part(
      String x, String y, String width, String height, String series, String title) {}

  /**
   * @param series of its parts, the lowest first
   * @param highest the value of the upper edge
   * @param columns one list for each column, with a value for each series
   * @param titles one for each column
   */
  public static List<Part> parts(
      List<String> series, double highest, List<List<Double>> columns, List<String> titles) {
    double step = (double) WIDTH / Math.max(1, columns.size());
    var parts = new ArrayList<Part>();
    for (int column = 0; column < columns.size(); column++) {
      double below = 0;
      for (int each = 0; each < series.size(); each++) {
        double value = columns.get(column).get(each);
        if (value > 0 && highest > 0) {
          double height = Math.max(LEAST, value / highest * HEIGHT);
          parts.add(
              new Part(
                  number(column * step + step * GAP / 2),
                  number(HEIGHT - below - height),
                  number(step * (1 - GAP)),
                  number(height),
                  series.get(each),
                  titles.get(column)));
          below += height;
        }
      }
    }
    return List.copyOf(parts);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
