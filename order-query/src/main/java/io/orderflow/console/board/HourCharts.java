package io.orderflow.console.board;

import io.orderflow.console.board.Board.Taken;
import io.orderflow.console.page.Chart;
import io.orderflow.console.page.DisplayNumbers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The last hour, minute by minute. */
final class HourCharts {

  private static final int MINUTES = 60;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Board.Ended ended;
  private final List<Instant> minutes;

  HourCharts(Board board) {
    this.ended = board.ended();
    var last = board.at().truncatedTo(ChronoUnit.MINUTES);
    this.minutes =
        IntStream.rangeClosed(0, MINUTES)
            .mapToObj(each -> last.minus(MINUTES - each, ChronoUnit.MINUTES))
            .toList();
  }

  /** How many orders ended; null if none did. */
  @Nullable Chart throughput() {
    long all = ended.completed().orders() + ended.cancelled();
    if (all == 0) {
      return null;
    }
    var columns = new ArrayList<List<Double>>();
    var titles = new ArrayList<String>();
    double most = 0;
    for (var minute : minutes) {
      double completed = completed(minute).orders();
      double cancelled = ended.cancelledByMinute().getOrDefault(minute, 0L);
      columns.add(List.of(completed, cancelled));
      titles.add(
          "%s: %.0f completed, %.0f cancelled"
              .formatted(TIME.format(minute), completed, cancelled));
      most = Math.max(most, completed + cancelled);
    }
    return chart(
        "Orders that ended in each minute of the last hour: %s completed, %s cancelled, at most %.0f in a minute"
            .formatted(
                DisplayNumbers.number(ended.completed().orders()),
                DisplayNumbers.number(ended.cancelled()),
                most),
        "%.0f a minute".formatted(most),
        Chart.parts(List.of("good", "over"), most, columns, titles));
  }

  /** How long orders took to be completed; null if none was. */
  @Nullable Chart duration() {
    var whole = ended.completed();
    if (whole.orders() == 0) {
      return null;
    }
    var columns = new ArrayList<List<Double>>();
    var titles = new ArrayList<String>();
    double most = 0;
    for (var minute : minutes) {
      var taken = completed(minute);
      columns.add(List.of(taken.median(), Math.max(0, taken.slow() - taken.median())));
      titles.add(
          "%s: half within %s, 95 of 100 within %s"
              .formatted(
                  TIME.format(minute),
                  DisplayNumbers.duration(taken.median()),
                  DisplayNumbers.duration(taken.slow())));
      most = Math.max(most, taken.slow());
    }
    return chart(
        "Time from placing to delivery, of orders completed in the last hour: half within %s, 95 of 100 within %s"
            .formatted(
                DisplayNumbers.duration(whole.median()), DisplayNumbers.duration(whole.slow())),
        DisplayNumbers.duration(most),
        Chart.parts(List.of("going", "pale"), most, columns, titles));
  }

  private Taken completed(Instant minute) {
    return ended.completedByMinute().getOrDefault(minute, Taken.NONE);
  }

  private Chart chart(String title, String highest, List<Chart.Part> parts) {
    return new Chart(
        title, highest, TIME.format(minutes.getFirst()), TIME.format(minutes.getLast()), parts);
  }
}
