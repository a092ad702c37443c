package io.orderflow.engine.operations;

import io.orderflow.api.operations.DeadLetterAnswer;
import io.orderflow.api.operations.DeadLetterList;
import io.orderflow.api.operations.OperationsCommand.DiscardDeadLetter;
import io.orderflow.api.operations.OperationsOutcome;
import io.orderflow.api.operations.SettledLetterList;
import io.orderflow.engine.deadletter.DeadLetter;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.deadletter.DeadLetterRetry;
import io.orderflow.engine.deadletter.DeadLetterRetry.Outcome;
import io.orderflow.engine.deadletter.EventSkipper;
import io.orderflow.engine.deadletter.FailedEvent;
import io.orderflow.engine.deadletter.SettledLetter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** Lists the dead letters of this process, shows one whole, and retries one or all of a cause. */
public final class DeadLetterOperations {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterOperations.class);
  private static final int SHOWN = 200;
  private static final int SETTLED_SHOWN = 20;
  private static final int CAUSES = 100;

  /** Of one request to retry a cause, which ends at the latest after this time. */
  private static final int RETRIED_AT_ONCE = 200;

  private static final Duration RETRIED_FOR = Duration.ofSeconds(10);
  private static final int FAILURES_SHOWN = 20;

  private final DeadLetterRegistry letters;
  private final DeadLetterRetry deadLetterProcessor;
  private final ObjectProvider<EventSkipper> skippers;

  DeadLetterOperations(
      DeadLetterRegistry letters,
      DeadLetterRetry deadLetterProcessor,
      ObjectProvider<EventSkipper> skippers) {
    this.letters = letters;
    this.deadLetterProcessor = deadLetterProcessor;
    this.skippers = skippers;
  }

  /**
   * The counts and causes of all processors, and the oldest dead letters.
   *
   * @param processor leaves only its dead letters; null for those of all
   * @param cause together with the processor leaves only those of this cause; null for all
   */
  public DeadLetterList list(@Nullable String processor, @Nullable String cause) {
    return new DeadLetterList(
        letters.counts(),
        letters.causes(CAUSES),
        some(processor, cause).stream().map(DeadLetterOperations::shown).toList());
  }

  private List<DeadLetter> some(@Nullable String processor, @Nullable String cause) {
    if (processor == null) {
      return letters.oldest(SHOWN);
    }
    return cause == null
        ? letters.oldestOf(processor, SHOWN)
        : letters.oldestOf(processor, cause, SHOWN);
  }

  /** Those of one order, by the names of their processors. */
  public List<DeadLetterList.Item> ofOrder(String orderId) {
    return letters.ofAggregate(orderId).stream().map(DeadLetterOperations::shown).toList();
  }

  /** With the event and the stack trace of its last failure. */
  public Optional<DeadLetterAnswer.Whole> find(String processor, String orderId) {
    return deadLetterProcessor.find(processor, orderId).map(this::whole);
  }

  /**
   * The newest that operators have settled.
   *
   * @param processor leaves only its letters; null for those of all
   */
  public List<SettledLetterList.Item> settled(@Nullable String processor) {
    return letters.settled(processor, SETTLED_SHOWN).stream()
        .map(DeadLetterOperations::shown)
        .toList();
  }

  /**
   * Handles the event and those queued behind it.
   *
   * @param actor the operator's name; null without a token
   */
  public Outcome retry(String processor, String orderId, @Nullable String actor) {
    return deadLetterProcessor.retry(processor, orderId, actor);
  }

  /**
   * Retries those of one cause, the oldest first: each in a transaction of its own.
   *
   * @param actor the operator's name; null without a token
   * @return empty if there are none
   */
  public Optional<RetriedCause> retryAll(String processor, String cause, @Nullable String actor) {
    var some = letters.oldestOf(processor, cause, RETRIED_AT_ONCE);
    if (some.isEmpty()) {
      return Optional.empty();
    }
    long end = System.nanoTime() + RETRIED_FOR.toNanos();
    int handled = 0;
    var failures = new ArrayList<Failure>();
    for (var letter : some) {
      if (System.nanoTime() > end) {
        break;
      }
      switch (deadLetterProcessor.retry(letter.processor(), letter.aggregateId(), actor)) {
        case Outcome.Handled _ -> handled++;
        case Outcome.FailedAgain(String reason) -> failures.add(new Failure(letter.id(), reason));
        case Outcome.NotThere() -> {} // another request was faster
      }
    }
    return Optional.of(
        new RetriedCause(
            processor,
            cause,
            handled,
            failures.size(),
            letters.count(processor),
            failures.stream().limit(FAILURES_SHOWN).toList()));
  }

  /** Has a processor do without the events of a dead letter. */
  OperationsOutcome discard(DiscardDeadLetter command, @Nullable String actor) {
    var skipper = skipper(command.target());
    if (skipper.isEmpty()) {
      return new OperationsOutcome.Refused(
          command.target() + " carries orders on, so it cannot do without events");
    }
    if (find(command.target(), command.orderId()).isEmpty()) {
      return new OperationsOutcome.NotThere();
    }
    var discarded =
        deadLetterProcessor.discard(
            skipper.get(), command.target(), command.orderId(), actor, command.note());
    discarded.ifPresent(
        letter ->
            log.warn(
                "Dead letter {} was discarded by {}: {}; {} events of the order are left out",
                letter.id(),
                actor == null ? "a caller without a name" : actor,
                command.note(),
                letter.waiting()));
    return discarded
        .<OperationsOutcome>map(letter -> new OperationsOutcome.Discarded(letter.waiting()))
        .orElseGet(
            () ->
                find(command.target(), command.orderId()).isEmpty()
                    ? new OperationsOutcome.NotThere() // retried meanwhile
                    : new OperationsOutcome.Refused(skipper.get().whyNot()));
  }

  private Optional<EventSkipper> skipper(String processor) {
    return skippers.stream().filter(each -> each.isOf(processor)).findFirst();
  }

  /** How many dead letters a processor of this process has; none if it has no such processor. */
  long count(String processor) {
    return letters.count(processor);
  }

  private static DeadLetterList.Item shown(DeadLetter letter) {
    return new DeadLetterList.Item(
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

  private static SettledLetterList.Item shown(SettledLetter letter) {
    return new SettledLetterList.Item(
        letter.processor(),
        letter.aggregateId(),
        letter.firstSequence(),
        letter.eventType(),
        letter.events(),
        letter.reason(),
        letter.settlement().discarded(),
        letter.settlement().actor(),
        letter.settlement().note(),
        letter.settledAt());
  }

  private DeadLetterAnswer.Whole whole(FailedEvent failed) {
    return new DeadLetterAnswer.Whole(
        shown(failed.letter()),
        failed.cause(),
        failed.payload(),
        failed.occurredAt(),
        failed.letter().trace(),
        skipper(failed.letter().processor()).isPresent());
  }

  /**
   * @param left how many dead letters the processor has now, of all causes
   * @param failures the first twenty that failed again
   */
  public record RetriedCause(
      String processor, String cause, int handled, int failed, long left, List<Failure> failures) {}

  public record Failure(String id, String reason) {}
}
