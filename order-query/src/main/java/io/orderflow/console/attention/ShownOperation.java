package io.orderflow.console.attention;

import io.orderflow.api.Step;
import io.orderflow.api.order.ShipmentResolution;
import io.orderflow.bulk.BulkOperation.State;
import io.orderflow.bulk.BulkOperationBody;
import io.orderflow.bulk.BulkProgress;
import io.orderflow.bulk.SelectedExample;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;

/**
 * A bulk operation, as it is shown.
 *
 * @param title what is done with how many orders
 * @param about which orders they are, in words
 * @param selection the page of the orders that match now
 * @param answered how many orders have a result
 * @param figures the numbers of its progress
 * @param who has confirmed it, or else has made it; null where callers are not known
 */
record ShownOperation(
    String id,
    String title,
    String verb,
    Badge state,
    String about,
    String selection,
    String note,
    @Nullable String outcome,
    int count,
    int answered,
    List<Figure> figures,
    List<Example> examples,
    @Nullable String who,
    DisplayTime createdAt,
    @Nullable DisplayTime expiresAt,
    @Nullable DisplayTime confirmedAt,
    @Nullable DisplayTime endedAt,
    boolean previewed,
    boolean running,
    boolean paused) {

  static ShownOperation of(BulkOperationBody body) {
    var verb = verb(body.action());
    var progress = body.progress();
    var examples = body.examples();
    return new ShownOperation(
        body.id(),
        verb + " " + DisplayNumbers.counted(body.count(), "order"),
        verb,
        badge(body.state()),
        about(body.filter()),
        new SelectionAddress(new LinkedMultiValueMap<>(body.filter())).path(),
        body.note(),
        body.outcome() == null ? null : outcome(body.outcome()),
        body.count(),
        progress.total() - progress.left(),
        figures(body.state(), progress),
        examples == null ? List.of() : examples.stream().map(Example::of).toList(),
        body.confirmedBy() == null ? body.createdBy() : body.confirmedBy(),
        DisplayTime.of(body.createdAt()),
        moment(body.expiresAt()),
        moment(body.confirmedAt()),
        moment(body.endedAt()),
        body.state() == State.PREVIEWED,
        body.state() == State.RUNNING,
        body.state() == State.PAUSED);
  }

  private static @Nullable DisplayTime moment(@Nullable Instant instant) {
    return instant == null ? null : DisplayTime.of(instant);
  }

  private static String verb(String action) {
    return switch (action) {
      case "retry" -> "Retry";
      case "resolve" -> "Resolve";
      case "cancel" -> "Cancel";
      default -> throw new IllegalArgumentException("no action of a bulk operation: " + action);
    };
  }

  private static String outcome(ShipmentResolution outcome) {
    return switch (outcome) {
      case SHIPPED -> "All parcels were shipped.";
      case NOT_SHIPPED -> "No parcel was shipped.";
    };
  }

  private static Badge badge(State state) {
    return switch (state) {
      case PREVIEWED -> new Badge("Waits for confirmation", "warn");
      case RUNNING -> new Badge("Running", "going");
      case PAUSED -> new Badge("Paused", "warn");
      case DONE -> new Badge("Done", "good");
      case CANCELLED -> new Badge("Stopped", "over");
    };
  }

  private static String about(Map<String, List<String>> filter) {
    return filter.entrySet().stream()
        .map(each -> each.getKey() + " " + String.join(", ", each.getValue()))
        .collect(Collectors.joining(" · "));
  }

  private static List<Figure> figures(State state, BulkProgress progress) {
    var figures = new ArrayList<Figure>();
    figures.add(new Figure("Done", DisplayNumbers.number(progress.done())));
    progress
        .refused()
        .forEach(
            each ->
                figures.add(
                    new Figure(
                        "Refused, " + each.code().toLowerCase(Locale.ROOT).replace('_', ' '),
                        DisplayNumbers.number(each.orders()))));
    figures.add(new Figure("Unchanged", DisplayNumbers.number(progress.unchanged())));
    figures.add(new Figure("Left", DisplayNumbers.number(progress.left())));
    if (progress.unanswered() > 0) {
      figures.add(
          new Figure("Tried without an answer", DisplayNumbers.number(progress.unanswered())));
    }
    if (state == State.RUNNING) {
      figures.add(new Figure("Orders a second", "%.1f".formatted(progress.ordersPerSecond())));
    }
    return List.copyOf(figures);
  }

  /** A number with what it counts. */
  record Figure(String name, String value) {}

  /** One of the orders, by which one sees what was selected. */
  record Example(String id, String name, String customer, Badge status, String attention) {

    static Example of(SelectedExample example) {
      var id = example.orderId().toString();
      return new Example(
          id,
          example.reference() == null ? id : example.reference(),
          example.customerId(),
          Badge.of(example.status()),
          example.attention().stream()
              .map(Step::name)
              .collect(Collectors.joining(", "))
              .toLowerCase(Locale.ROOT));
    }
  }
}
