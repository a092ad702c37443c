package io.orderflow.console.attention;

import io.orderflow.bulk.OrderResult.Kind;
import io.orderflow.bulk.OrderResultLine;
import io.orderflow.console.attention.OperationPageController.Lines;
import io.orderflow.console.page.Badge;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the orders of an operation.
 *
 * @param path of this part of them
 * @param next of the part behind it; null for the last
 */
record ShownResults(String path, List<Choice> choices, List<Line> lines, @Nullable String next) {

  static ShownResults of(String id, Lines shown, List<OrderResultLine> found, int most) {
    var whole = OperationPageController.PATH + "/" + id;
    var kind = shown.result();
    var here = whole + (kind == null ? "?" : "?result=" + kind + "&");
    var page = found.subList(0, Math.min(most, found.size()));
    return new ShownResults(
        shown.after() == null
            ? here.substring(0, here.length() - 1)
            : here + "after=" + shown.after(),
        choices(whole, kind),
        page.stream().map(Line::of).toList(),
        found.size() > most ? here + "after=" + page.getLast().orderId() : null);
  }

  private static List<Choice> choices(String path, @Nullable Kind chosen) {
    var choices = new ArrayList<Choice>();
    choices.add(new Choice("All", path, chosen == null));
    for (var kind : Kind.values()) {
      choices.add(new Choice(Badge.words(kind), path + "?result=" + kind, kind == chosen));
    }
    return List.copyOf(choices);
  }

  /** Orders with one result, or all. */
  record Choice(String text, String path, boolean chosen) {}

  /**
   * @param detail why it was refused or not changed; null if it was done or is left
   */
  record Line(String order, Badge result, @Nullable String detail) {

    static Line of(OrderResultLine line) {
      var kind = line.result();
      var badge =
          kind == null
              ? new Badge("Left", "going")
              : switch (kind) {
                case DONE -> new Badge("Done", "good");
                case REFUSED -> new Badge("Refused", "bad");
                case UNCHANGED -> new Badge("Unchanged", "over");
              };
      return new Line(line.orderId().toString(), badge, line.detail());
    }
  }
}
