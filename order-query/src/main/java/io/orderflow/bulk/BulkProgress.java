package io.orderflow.bulk;

import io.orderflow.bulk.OrderResult.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an operation is.
 *
 * @param refused by reason, the most frequent first
 * @param left orders without a result
 * @param unanswered how many of those were tried without an answer; they are tried again
 * @param ordersPerSecond of late
 */
public record BulkProgress(
    int total,
    int done,
    int unchanged,
    List<Refusals> refused,
    int left,
    int unanswered,
    double ordersPerSecond) {

  public BulkProgress {
    refused = List.copyOf(refused);
  }

  static BulkProgress of(int total, List<Counted> counts, int rateSeconds) {
    double rate = (double) counts.stream().mapToInt(Counted::lately).sum() / rateSeconds;
    return new BulkProgress(
        total,
        count(counts, Kind.DONE),
        count(counts, Kind.UNCHANGED),
        counts.stream()
            .filter(each -> each.result() == Kind.REFUSED)
            .map(each -> new Refusals(String.valueOf(each.code()), each.orders()))
            .toList(),
        count(counts, null),
        counts.stream().filter(each -> each.result() == null).mapToInt(Counted::tried).sum(),
        rate);
  }

  private static int count(List<Counted> counts, @Nullable Kind result) {
    return counts.stream().filter(each -> each.result() == result).mapToInt(Counted::orders).sum();
  }

  public record Refusals(String code, int orders) {}

  /**
   * Orders with the same result for the same reason.
   *
   * @param tried how many of them have a try without an answer
   * @param lately how many got their result in the last seconds
   */
  record Counted(@Nullable Kind result, @Nullable String code, int orders, int tried, int lately) {}
}
