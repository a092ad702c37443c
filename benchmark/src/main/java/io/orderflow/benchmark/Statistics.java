package io.orderflow.benchmark;

import java.util.Collection;

/** Of measured values; none of an empty collection. */
final class Statistics {

  private Statistics() {}

  static double median(Collection<Double> values) {
    double[] sorted = sorted(values);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /**
   * The nearest rank: the smallest value that is at least as large as this share of all values.
   *
   * @param percent above 0, up to 100
   */
  static double percentile(Collection<Double> values, double percent) {
    double[] sorted = sorted(values);
    return sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
  }

  private static double[] sorted(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values were measured");
    }
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
