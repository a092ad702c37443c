package io.orderflow.web.admin;

import io.orderflow.api.operations.DeadLetterAnswer;
import io.orderflow.api.operations.DeadLetterList;
import io.orderflow.engine.deadletter.DeadLetterRetry.Outcome;
import io.orderflow.engine.operations.DeadLetterOperations;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.ProblemException;
import java.time.Instant;
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

  private final DeadLetterOperations letters;
  private final JsonMapper json;

  DeadLetterController(DeadLetterOperations letters, JsonMapper json) {
    this.letters = letters;
    this.json = json;
  }

  /**
   * The counts and causes of all processors, and the oldest dead letters.
   *
   * @param processor leaves only its dead letters
   * @param cause together with the processor leaves only those of this cause
   */
  @GetMapping
  DeadLetterList list(
      @RequestParam(required = false) @Nullable String processor,
      @RequestParam(required = false) @Nullable String cause) {
    return letters.list(processor, cause);
  }

  /** With the event and the stack trace of its last failure. */
  @GetMapping("/{id}")
  Whole show(@PathVariable String id) {
    return LetterId.parse(id)
        .flatMap(letter -> letters.find(letter.processor(), letter.orderId()))
        .map(this::whole)
        .orElseThrow(DeadLetterController::notFound);
  }

  private Whole whole(DeadLetterAnswer.Whole found) {
    return new Whole(
        found.item(),
        found.cause(),
        found.payload() == null ? null : json.readTree(found.payload()),
        found.occurredAt(),
        found.trace());
  }

  /** Handles the event and those queued behind it, or answers why that still fails. */
  @PostMapping("/{id}/retry")
  Retried retry(@PathVariable String id, Origin origin) {
    var outcome =
        LetterId.parse(id)
            .map(letter -> letters.retry(letter.processor(), letter.orderId(), origin.actor()))
            .orElseGet(Outcome.NotThere::new);
    return switch (outcome) {
      case Outcome.Handled(long events) -> new Retried(id, events);
      case Outcome.FailedAgain(String reason) ->
          throw ProblemException.of(
              DeadLetterProblemCode.DEAD_LETTER_FAILED,
              "Fix the cause and try again. It was: " + reason);
      case Outcome.NotThere() -> throw notFound();
    };
  }

  /** Retries those of one cause, the oldest first: each in a transaction of its own. */
  @PostMapping("/{processor}/causes/{cause}/retry")
  DeadLetterOperations.RetriedCause retryAll(
      @PathVariable String processor, @PathVariable String cause, Origin origin) {
    return letters
        .retryAll(processor, cause, origin.actor())
        .orElseThrow(DeadLetterController::notFound);
  }

  private static ProblemException notFound() {
    return ProblemException.of(
        DeadLetterProblemCode.DEAD_LETTER_NOT_FOUND,
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

  /**
   * @param payload the event; null if it cannot be read
   * @param occurredAt when the event was stored; null if it cannot be read
   * @param trace null if an earlier version stored the letter
   */
  record Whole(
      DeadLetterList.Item letter,
      String cause,
      @Nullable JsonNode payload,
      @Nullable Instant occurredAt,
      @Nullable String trace) {}

  record Retried(String id, long events) {}
}
