package io.orderflow.web.operations;

import io.orderflow.engine.deadletter.DeadLetter;
import io.orderflow.engine.deadletter.DeadLetterProcessor;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lists dead letters and retries them. */
@RestController
@RequestMapping("/api/v1/admin/dead-letters")
class DeadLetterController {

  private static final int SHOWN = 200;

  private final DeadLetterRegistry letters;
  private final DeadLetterProcessor deadLetterProcessor;

  DeadLetterController(DeadLetterRegistry letters, DeadLetterProcessor deadLetterProcessor) {
    this.letters = letters;
    this.deadLetterProcessor = deadLetterProcessor;
  }

  /** The counts of all processors, and the oldest dead letters. */
  @GetMapping
  Listed list() {
    return new Listed(letters.counts(), letters.oldest(SHOWN).stream().map(Shown::of).toList());
  }

  /** Handles the event and those queued behind it, or answers why that still fails. */
  @PostMapping("/{id}/retry")
  Retried retry(@PathVariable String id) {
    int colon = id.indexOf(':');
    var outcome =
        colon < 0
            ? new DeadLetterProcessor.Outcome.NotThere()
            : deadLetterProcessor.retry(id.substring(0, colon), id.substring(colon + 1));
    return switch (outcome) {
      case DeadLetterProcessor.Outcome.Handled(long events) -> new Retried(id, events);
      case DeadLetterProcessor.Outcome.FailedAgain(String reason) ->
          throw ProblemException.of(
              DeadLetterProblem.DEAD_LETTER_FAILED,
              "Fix the cause and try again. It was: " + reason);
      case DeadLetterProcessor.Outcome.NotThere() ->
          throw ProblemException.of(
              DeadLetterProblem.DEAD_LETTER_NOT_FOUND,
              "List them with GET /api/v1/admin/dead-letters; it may have been retried already.");
    };
  }

  record Listed(Map<String, Long> counts, List<Shown> items) {}

  record Retried(String id, long events) {}

  /**
   * @param waiting how many events are queued, the failing one included
   */
  record Shown(
      String id,
      String processor,
      String orderId,
      long sequence,
      String event,
      long waiting,
      String reason,
      int tries,
      Instant since) {

    static Shown of(DeadLetter letter) {
      return new Shown(
          letter.id(),
          letter.processor(),
          letter.aggregateId(),
          letter.firstSequence(),
          letter.eventType(),
          letter.waiting(),
          letter.reason(),
          letter.tries(),
          letter.parkedAt());
    }
  }
}
