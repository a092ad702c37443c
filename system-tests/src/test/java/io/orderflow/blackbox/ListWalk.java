package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of orders, from its first page to its last.
 *
 * @param status of the orders listed; null for all orders
 * @param limit how many orders a page has
 */
record ListWalk(String sort, @Nullable String status, int limit) {

  private static final List<String> SORTS =
      List.of("createdAt", "-createdAt", "updatedAt", "-updatedAt", "total", "-total");
  private static final Pattern NEXT = Pattern.compile("^<(.+)>; rel=\"next\"$");
  private static final int LEAST = 20;
  private static final int MOST = 200;

  static ListWalk any(Random random) {
    return new ListWalk(
        SORTS.get(random.nextInt(SORTS.size())),
        random.nextInt(3) == 0 ? "COMPLETED" : null,
        random.nextInt(LEAST, MOST + 1));
  }

  String firstPage() {
    return "/api/v1/orders?sort=%s&limit=%d%s%s"
        .formatted(
            sort,
            limit,
            sort.endsWith("total") ? "&currency=EUR" : "",
            status == null ? "" : "&status=" + status);
  }

  /** Empty after the last page. */
  static Optional<String> pageAfter(HttpResponse<String> page) {
    return page.headers().firstValue("Link").map(ListWalk::address);
  }

  private static String address(String link) {
    var next = NEXT.matcher(link);
    assertThat(next.matches()).as(link).isTrue();
    return next.group(1);
  }

  /**
   * What is wrong with the orders met: one that did not change and belongs to the list is met once,
   * and one that does not belong there never. Where the order of the list never changes, no order
   * is met twice.
   *
   * @param before the rows before the walk
   * @param after the rows after it
   */
  List<String> violations(
      Map<String, ViewRow> before, Map<String, ViewRow> after, List<String> met) {
    var times = new HashMap<String, Integer>();
    met.forEach(order -> times.merge(order, 1, Integer::sum));
    var violations = new ArrayList<String>();
    before.forEach(
        (order, row) -> {
          boolean lists = status == null || status.equals(row.status());
          int count = times.getOrDefault(order, 0);
          if (row.equals(after.get(order)) && count != (lists ? 1 : 0)) {
            violations.add("%s: %s of %s, met %d times".formatted(this, row, order, count));
          }
        });
    times.forEach(
        (order, count) -> {
          if (count > 1 && !sort.endsWith("updatedAt")) {
            violations.add("%s: %s is met %d times".formatted(this, order, count));
          }
        });
    return violations;
  }
}
