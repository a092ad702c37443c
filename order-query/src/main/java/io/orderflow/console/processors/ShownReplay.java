package io.orderflow.console.processors;

import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
import io.orderflow.views.replay.ReplayStatus;
import org.jspecify.annotations.Nullable;

/**
 * The newest replay, as it is shown.
 *
 * @param left how long it will take; null before that can be said, and after the end
 * @param compared what the comparison has found; null until then
 */
record ShownReplay(
    String id,
    Badge state,
    boolean running,
    int percent,
    String events,
    String rate,
    @Nullable String left,
    @Nullable String compared,
    @Nullable String reason,
    DisplayTime startedAt,
    @Nullable DisplayTime endedAt) {

  static ShownReplay of(ReplayStatus status) {
    var changed = status.changed();
    return new ShownReplay(
        status.id(),
        badge(status.state()),
        status.state() == ReplayStatus.State.RUNNING,
        status.percent(),
        "%s of %s"
            .formatted(
                DisplayNumbers.number(Math.max(0, status.position())),
                DisplayNumbers.number(status.target())),
        DisplayNumbers.counted(status.eventsPerSecond(), "event") + " a second",
        status.timeLeft() == null
            ? null
            : DisplayNumbers.duration(status.timeLeft().toMillis() / 1_000.0),
        changed == null ? null : compared(changed),
        status.reason(),
        DisplayTime.of(status.startedAt()),
        status.endedAt() == null ? null : DisplayTime.of(status.endedAt()));
  }

  private static String compared(long changed) {
    return changed == 0
        ? "The new rows show what the old ones did."
        : DisplayNumbers.counted(changed, "order") + " showed something else before.";
  }

  private static Badge badge(ReplayStatus.State state) {
    return switch (state) {
      case RUNNING -> new Badge("Running", "going");
      case DONE -> new Badge("Done", "good");
      case CANCELLED -> new Badge("Cancelled", "over");
      case FAILED -> new Badge("Failed", "bad");
    };
  }
}
