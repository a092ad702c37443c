package io.orderflow.console.processors;

import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
import io.orderflow.views.check.CheckStatus;
import io.orderflow.views.status.RowDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest check, as it is shown.
 *
 * @param result what it has found so far
 * @param differences the first of them
 */
record ShownCheck(
    String id,
    Badge state,
    boolean running,
    int percent,
    String result,
    boolean differs,
    List<Difference> differences,
    DisplayTime startedAt,
    @Nullable DisplayTime endedAt) {

  static ShownCheck of(CheckStatus status) {
    return new ShownCheck(
        status.id(),
        badge(status),
        status.state() == CheckStatus.State.RUNNING,
        status.percent(),
        DisplayNumbers.counted(status.checked(), "row") + " compared, " + found(status),
        status.differing() > 0,
        status.differences().stream().map(Difference::of).toList(),
        DisplayTime.of(status.startedAt()),
        status.endedAt() == null ? null : DisplayTime.of(status.endedAt()));
  }

  private static String found(CheckStatus status) {
    if (status.differing() > 0) {
      return DisplayNumbers.counted(status.differing(), "order") + " shown otherwise.";
    }
    return status.state() == CheckStatus.State.DONE
        ? "all as their events say."
        : "no difference so far.";
  }

  private static Badge badge(CheckStatus status) {
    return switch (status.state()) {
      case RUNNING -> new Badge("Running", "going");
      case CANCELLED -> new Badge("Cancelled", "over");
      case DONE ->
          status.differing() == 0 ? new Badge("Done", "good") : new Badge("Differences", "bad");
    };
  }

  /**
   * @param event the number of the first event that the row does not show
   */
  record Difference(String order, String kind, long event, String detail) {

    static Difference of(RowDifference difference) {
      return new Difference(
          difference.orderId().toString(),
          Badge.words(difference.kind()),
          difference.event(),
          difference.detail());
    }
  }
}
