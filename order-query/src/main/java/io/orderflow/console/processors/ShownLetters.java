package io.orderflow.console.processors;

import io.orderflow.api.operations.DeadLetterList;
import io.orderflow.api.operations.SettledLetterList;
import io.orderflow.console.page.DisplayNumbers;
import io.orderflow.console.page.DisplayTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters, as they are shown.
 *
 * @param causes of all processors
 * @param letters those that were asked for
 */
record ShownLetters(List<Cause> causes, List<Letter> letters) {

  static ShownLetters of(DeadLetterList list) {
    return new ShownLetters(
        list.causes().stream().map(Cause::of).toList(),
        list.items().stream().map(Letter::of).toList());
  }

  /** Letters that failed for one reason. */
  record Cause(
      String processor, String id, String event, String reason, String count, DisplayTime since) {

    static Cause of(DeadLetterList.Cause cause) {
      return new Cause(
          cause.processor(),
          cause.id(),
          cause.event(),
          cause.reason(),
          DisplayNumbers.number(cause.count()),
          DisplayTime.of(cause.since()));
    }

    public String path() {
      return DeadLetterPageController.PATH + "?processor=" + processor + "&cause=" + id;
    }
  }

  /**
   * One that an operator has settled.
   *
   * @param how it was settled, and by whom
   */
  record Settled(
      String processor,
      String orderId,
      String event,
      String how,
      @Nullable String note,
      boolean discarded,
      DisplayTime at) {

    static Settled of(SettledLetterList.Item item) {
      var events = DisplayNumbers.counted(item.events(), "event");
      return new Settled(
          item.processor(),
          item.orderId(),
          "%s, number %d".formatted(item.event(), item.sequence()),
          (item.discarded() ? events + " discarded" : events + " handled by a retry")
              + (item.by() == null ? "" : ", " + item.by()),
          item.note(),
          item.discarded(),
          DisplayTime.of(item.at()));
    }
  }

  /**
   * @param waiting the events that wait behind it, in words
   */
  record Letter(
      String processor,
      String orderId,
      long sequence,
      String event,
      String waiting,
      String reason,
      int tries,
      DisplayTime since) {

    static Letter of(DeadLetterList.Item item) {
      return new Letter(
          item.processor(),
          item.orderId(),
          item.sequence(),
          item.event(),
          item.waiting() <= 1
              ? "nothing waits behind it"
              : DisplayNumbers.counted(item.waiting() - 1, "event") + " behind it",
          item.reason(),
          item.tries(),
          DisplayTime.of(item.since()));
    }

    public String path() {
      return DeadLetterPageController.PATH + "/" + processor + "/" + orderId;
    }
  }
}
