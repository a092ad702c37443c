package io.orderflow.console.board;

import io.orderflow.api.Step;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.console.board.Board.Ended;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.Chart;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The board as it is shown.
 *
 * @param attentions what needs a person
 * @param underWay orders by their status, each beside a bar
 * @param hour the numbers of the last hour
 * @param reasons of its cancellations, the most frequent first
 * @param note what the numbers of the hour leave out; null if nothing
 * @param throughput null where no order ended
 * @param duration null where no order was completed
 * @param lag of the view, in a sentence
 */
record ShownBoard(
    DisplayTime at,
    boolean empty,
    List<Tile> attentions,
    List<Bar> underWay,
    List<Tile> hour,
    List<Bar> reasons,
    @Nullable String note,
    @Nullable Chart throughput,
    @Nullable Chart duration,
    String lag,
    boolean behind) {

  /** Behind by so many events the numbers are not those of now. */
  private static final long MUCH = 1_000;

  static ShownBoard of(Board board) {
    var charts = new HourCharts(board);
    return new ShownBoard(
        DisplayTime.of(board.at()),
        board.empty(),
        attentions(board),
        underWay(board),
        hour(board),
        reasons(board.ended()),
        note(board),
        charts.throughput(),
        charts.duration(),
        lag(board.lag()),
        board.lag() == null || board.lag() >= MUCH);
  }

  private static List<Tile> attentions(Board board) {
    return Arrays.stream(Step.values())
        .filter(board.attentions()::containsKey)
        .map(
            step ->
                new Tile(
                    Badge.words(step),
                    counted(board.attentions().getOrDefault(step, 0L)),
                    "/console/orders?attention=" + step.name()))
        .toList();
  }

  private static List<Bar> underWay(Board board) {
    long most = most(board.underWay());
    return Arrays.stream(OrderStatus.values())
        .filter(status -> !status.isFinal())
        .map(
            status -> {
              long orders = board.underWay().getOrDefault(status, 0L);
              return new Bar(
                  Badge.words(status),
                  counted(orders),
                  "/console/orders?status=" + status.name(),
                  100 * orders / most);
            })
        .toList();
  }

  private static long most(Map<?, Long> counts) {
    return Math.max(1, counts.values().stream().mapToLong(Long::longValue).max().orElse(1));
  }

  private static List<Tile> hour(Board board) {
    long placed = board.placed().values().stream().mapToLong(Long::longValue).sum();
    var from = "createdAfter=" + board.at().minus(BoardReader.HOUR).truncatedTo(ChronoUnit.SECONDS);
    return List.of(
        new Tile("Placed", DisplayNumbers.number(placed), "/console/orders?" + from),
        new Tile(
            "Completed",
            DisplayNumbers.number(board.ended().completed().orders()),
            "/console/orders?status=COMPLETED&sort=-updatedAt"),
        new Tile(
            "Cancelled",
            DisplayNumbers.number(board.ended().cancelled()),
            "/console/orders?status=CANCELLED&sort=-updatedAt"));
  }

  private static List<Bar> reasons(Ended ended) {
    long most = most(ended.reasons());
    return ended.reasons().entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .map(
            reason ->
                new Bar(
                    Badge.words(reason.getKey()),
                    DisplayNumbers.number(reason.getValue()),
                    "/console/orders?sort=-updatedAt&reason=" + reason.getKey().name(),
                    100 * reason.getValue() / most))
        .toList();
  }

  private static @Nullable String note(Board board) {
    long placed = board.placed().values().stream().mapToLong(Long::longValue).sum();
    if (board.ended().complete() && placed < BoardReader.MOST_PLACED) {
      return null;
    }
    return "Only the last %s placed orders and the last %s changed ones are looked at."
        .formatted(
            DisplayNumbers.number(BoardReader.MOST_PLACED),
            DisplayNumbers.number(BoardReader.MOST_ENDED));
  }

  private static String lag(@Nullable Long lag) {
    if (lag == null) {
      return "How far the view is behind is not known: the event store does not answer.";
    }
    return lag == 0
        ? "The view has every event."
        : "The view is "
            + DisplayNumbers.number(lag)
            + (lag == 1 ? " event behind." : " events behind.");
  }

  private static String counted(long count) {
    return count > BoardReader.MOST_COUNTED
        ? DisplayNumbers.number(BoardReader.MOST_COUNTED) + "+"
        : DisplayNumbers.number(count);
  }

  /**
   * A number that leads to the orders it counts.
   *
   * @param path where they are listed
   */
  record Tile(String name, String number, String path) {}

  /**
   * A number beside a bar, which leads to the orders it counts.
   *
   * @param share of the longest bar, in per cent
   */
  record Bar(String name, String number, String path, long share) {}
}
