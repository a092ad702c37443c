package io.orderflow.console.processors;

import io.orderflow.api.operations.ProcessorStatus;
import io.orderflow.api.operations.SegmentStatus;
import io.orderflow.console.page.Badge;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event processor, as it is shown.
 *
 * @param duty what it does for the orders
 * @param resendable whether it may be had to send again
 * @param deadLetters how many there are, in words; null without any
 * @param paused null unless an operator has paused it
 */
record ShownProcessor(
    String name,
    String duty,
    String switchName,
    boolean replayable,
    boolean resendable,
    @Nullable String deadLetters,
    @Nullable Pause paused,
    List<Segment> segments) {

  static ShownProcessor of(ProcessorStatus status) {
    var pause = status.paused();
    return new ShownProcessor(
        status.name(),
        duty(status.name()),
        "processor-" + status.name(),
        status.replayable(),
        ResendPageController.isOffered(status.name()),
        status.deadLetters() == 0
            ? null
            : DisplayNumbers.counted(status.deadLetters(), "dead letter"),
        pause == null
            ? null
            : new Pause(
                pause.reason() == null ? "" : pause.reason(),
                pause.by(),
                pause.since() == null ? null : DisplayTime.of(pause.since())),
        status.segments().stream().map(Segment::of).toList());
  }

  private static String duty(String name) {
    return switch (name) {
      case "order-views" -> "Keeps the lists and pages of orders up to date.";
      case "order-views-next" -> "Builds these anew, for a replay.";
      case "fulfillment" -> "Carries each order through its steps.";
      case "unexpected-payments" -> "Pays back what was charged and should not have been.";
      case "dispatched-stock" -> "Tells the catalog which goods have left.";
      case "integration-kafka" -> "Publishes events to Kafka.";
      case "integration-rabbitmq" -> "Publishes events to RabbitMQ.";
      case "integration-webhooks" -> "Stores events for webhooks.";
      case "integration-notifications" -> "Has customers notified.";
      default -> "";
    };
  }

  /** When an operator paused it, and why. */
  record Pause(String reason, @Nullable String by, @Nullable DisplayTime since) {}

  /**
   * One segment.
   *
   * @param behind its lag as a share of the longest bar; 0 to 100
   * @param stalled since when it does not move; null unless it stalls
   */
  record Segment(
      int number,
      Badge state,
      String position,
      String lag,
      int behind,
      String owner,
      @Nullable String error,
      @Nullable DisplayTime stalled) {

    /** A lag of so many events fills the bar. */
    private static final double FULL = 100_000;

    static Segment of(SegmentStatus status) {
      return new Segment(
          status.segment(),
          badge(status),
          DisplayNumbers.number(status.position()),
          lag(status),
          bar(status.lag()),
          status.owner() == null ? "none" : status.owner(),
          status.error(),
          status.stalledSince() == null ? null : DisplayTime.of(status.stalledSince()));
    }

    private static Badge badge(SegmentStatus status) {
      return switch (status.state()) {
        case RUNNING ->
            status.stalledSince() == null
                ? new Badge("Running", "good")
                : new Badge("Stalled", "bad");
        case REPLAYING -> new Badge("Replaying", "going");
        case FAILING -> new Badge("Failing", "bad");
        case UNCLAIMED -> new Badge("No node has it", "bad");
        case PAUSED -> new Badge("Paused", "warn");
      };
    }

    private static String lag(SegmentStatus status) {
      var events = status.lag();
      if (events == null) {
        return "not known: the event store does not answer";
      }
      if (events == 0) {
        return "has every event";
      }
      var seconds = status.lagSeconds();
      return DisplayNumbers.counted(events, "event")
          + (seconds == null || seconds == 0 ? "" : ", " + DisplayNumbers.duration(seconds));
    }

    /** Logarithmic, so that one event is seen as well as many thousands. */
    private static int bar(@Nullable Long lag) {
      return lag == null || lag == 0
          ? 0
          : Math.clamp(Math.round(100 * Math.log1p(lag) / Math.log1p(FULL)), 1, 100);
    }
  }
}
