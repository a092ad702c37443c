package io.orderflow.web.operations;

import io.orderflow.engine.deadletter.DeadLetter;
import io.orderflow.engine.deadletter.DeadLetterCause;
import io.orderflow.engine.deadletter.DeadLetterProcessor;
import io.orderflow.engine.deadletter.DeadLetterProcessor.Outcome;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.deadletter.FailedEvent;
import io.orderflow.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists dead letters, shows one whole, and retries one or all of a cause. */
@RestController
@RequestMapping("/api/v1/admin/dead-letters")
class DeadLetterController {

  private static final int SHOWN = 200;
  private static final int CAUSES = 100;

  /** Of one request to retry a cause, which ends at the latest after this time. */
  private static final int RETRIED_AT_ONCE = 200;

  private static final Duration RETRIED_FOR = Duration.ofSeconds(10);
  private static final int FAILURES_SHOWN = 20;

  private final DeadLetterRegistry letters;
  private final DeadLetterProcessor deadLetterProcessor;
  private final JsonMapper json;

  DeadLetterController(
      DeadLetterRegistry letters, DeadLetterProcessor deadLetterProcessor, JsonMapper json) {
    this.letters = letters;
    this.deadLetterProcessor = deadLetterProcessor;
    this.json = json;
  }

  /**
   * The counts and causes of all processors, and the oldest dead letters.
   *
   * @param processor leaves only its dead letters
   * @param cause together with the processor leaves only those of this cause
   */
  @GetMapping
  Listed list(
      @RequestParam(required = false) @Nullable String processor,
      @RequestParam(required = false) @Nullable String cause) {
    return new Listed(
        letters.counts(),
        letters.causes(CAUSES).stream().map(Cause::of).toList(),
        some(processor, cause).stream().map(Shown::of).toList());
  }

  private List<DeadLetter> some(@Nullable String processor, @Nullable String cause) {
    if (processor == null) {
      return letters.oldest(SHOWN);
    }
    return cause == null
        ? letters.oldestOf(processor, SHOWN)
        : letters.oldestOf(processor, cause, SHOWN);
  }

  /** With the event and the stack trace of its last failure. */
  @GetMapping("/{id}")
  Whole show(@PathVariable String id) {
    return LetterId.parse(id)
        .flatMap(letter -> deadLetterProcessor.find(letter.processor(), letter.orderId()))
        .map(this::whole)
        .orElseThrow(DeadLetterController::notFound);
  }

  private Whole whole(FailedEvent failed) {
    return new Whole(
        Shown.of(failed.letter()),
        failed.cause(),
        failed.payload() == null ? null : json.readTree(failed.payload()),
        failed.occurredAt(),
        failed.letter().trace());
  }

  /** Handles the event and those queued behind it, or answers why that still fails. */
  @PostMapping("/{id}/retry")
  Retried retry(@PathVariable String id) {
    var outcome = LetterId.parse(id).map(this::retry).orElseGet(Outcome.NotThere::new);
    return switch (outcome) {
      case Outcome.Handled(long events) -> new Retried(id, events);
      case Outcome.FailedAgain(String reason) ->
          throw ProblemException.of(
              DeadLetterProblem.DEAD_LETTER_FAILED,
              "Fix the cause and try again. It was: " + reason);
      case Outcome.NotThere() -> throw notFound();
    };
  }

  /** Retries those of one cause, the oldest first: each in a transaction of its own. */
  @PostMapping("/{processor}/causes/{cause}/retry")
  RetriedCause retryAll(@PathVariable String processor, @PathVariable String cause) {
    var some = letters.oldestOf(processor, cause, RETRIED_AT_ONCE);
    if (some.isEmpty()) {
      throw notFound();
    }
    long end = System.nanoTime() + RETRIED_FOR.toNanos();
    int handled = 0;
    var failures = new ArrayList<Failure>();
    for (var letter : some) {
      if (System.nanoTime() > end) {
        break;
      }
      switch (deadLetterProcessor.retry(letter.processor(), letter.aggregateId())) {
        case Outcome.Handled _ -> handled++;
        case Outcome.FailedAgain(String reason) -> failures.add(new Failure(letter.id(), reason));
        case Outcome.NotThere() -> {} // another request was faster
      }
    }
    return new RetriedCause(
        processor,
        cause,
        handled,
        failures.size(),
        letters.count(processor),
        failures.stream().limit(FAILURES_SHOWN).toList());
  }

  private Outcome retry(LetterId letter) {
    return deadLetterProcessor.retry(letter.processor(), letter.orderId());
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        DeadLetterProblem.DEAD_LETTER_NOT_FOUND,
        "List them with GET /api/v1/admin/dead-letters; it may have been retried already.");
  }

  private record LetterId(String processor, String orderId) {

    static Optional<LetterId> parse(String id) {
      int colon = id.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new LetterId(id.substring(0, colon), id.substring(colon + 1)));
    }
  }

  record Listed(Map<String, Long> counts, List<Cause> causes, List<Shown> items) {}

  /**
   * @param id names it together with the processor
   */
  record Cause(
      String processor, String id, String event, String reason, long count, Instant since) {

    static Cause of(DeadLetterCause cause) {
      return new Cause(
          cause.processor(),
          cause.id(),
          cause.eventType(),
          cause.reason(),
          cause.count(),
          cause.since());
    }
  }

  /**
   * @param payload the event; null if it cannot be read
   * @param occurredAt when the event was stored; null if it cannot be read
   * @param trace null if an earlier version stored the letter
   */
  record Whole(
      Shown letter,
      String cause,
      @Nullable JsonNode payload,
      @Nullable Instant occurredAt,
      @Nullable String trace) {}

  /**
   * @param left how many dead letters the processor has now, of all causes
   * @param failures the first twenty that failed again
   */
  record RetriedCause(
      String processor, String cause, int handled, int failed, long left, List<Failure> failures) {}

  record Failure(String id, String reason) {}

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
