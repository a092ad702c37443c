package io.orderflow.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The measured figures, one value for each round, printed as one Markdown table: cases and figures
 * in the order of their first value. A figure of several rounds is printed as median (min–max).
 */
final class ResultTable {

  private static final List<String> HEADER = List.of("case", "figure", "median (min–max)", "goal");

  private final Map<String, Map<String, Figure>> cases = new LinkedHashMap<>();

  private record Figure(String goal, List<Double> values) {}

  void add(String ofCase, String figure, double value) {
    add(ofCase, figure, "", value);
  }

  /**
   * @param goal printed beside the figure; nothing is compared
   */
  synchronized void add(String ofCase, String figure, String goal, double value) {
    cases
        .computeIfAbsent(ofCase, _ -> new LinkedHashMap<>())
        .computeIfAbsent(figure, _ -> new Figure(goal, new ArrayList<>()))
        .values()
        .add(value);
  }

  synchronized String print() {
    var rows = new ArrayList<List<String>>();
    cases.forEach(
        (name, figures) -> {
          String shown = name;
          for (var figure : figures.entrySet()) {
            var measured = figure.getValue();
            rows.add(List.of(shown, figure.getKey(), cell(measured.values()), measured.goal()));
            shown = "";
          }
        });
    return markdown(rows);
  }

  private static String cell(List<Double> values) {
    String median = number(Statistics.median(values));
    return values.size() == 1
        ? median
        : "%s (%s–%s)"
            .formatted(median, number(Collections.min(values)), number(Collections.max(values)));
  }

  /** Three significant digits, as far as a measurement on a shared machine bears. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return value == 0 ? "0" : String.format(Locale.ROOT, format, value);
  }

  private static String markdown(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    var all = new ArrayList<>(rows);
    all.add(HEADER);
    for (var row : all) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    var table = new StringBuilder(line(HEADER, widths));
    for (int width : widths) {
      table.append('|').append("-".repeat(width + 2));
    }
    table.append("|\n");
    rows.forEach(row -> table.append(line(row, widths)));
    return table.toString();
  }

  private static String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      line.append("| ").append(cell).append(" ".repeat(widths[column] - cell.length() + 1));
    }
    return line.append("|\n").toString();
  }
}
