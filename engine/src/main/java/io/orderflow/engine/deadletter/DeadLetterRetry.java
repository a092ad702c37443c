package io.orderflow.engine.deadletter;

import io.orderflow.engine.failure.CauseChain;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.AbstractEventProcessor;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.DefaultInterceptorChain;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Retries a dead letter: handles its queued events in one transaction with the processor's own
 * interceptors and handlers. Meanwhile the processor waits with further events of the aggregate.
 */
public final class DeadLetterRetry {

  private static final int MOST_ROUNDS = 5;

  private final DeadLetterRegistry letters;
  private final Configuration axon;
  private final TransactionManager transactions;

  public DeadLetterRetry(
      DeadLetterRegistry letters, Configuration axon, TransactionManager transactions) {
    this.letters = letters;
    this.axon = axon;
    this.transactions = transactions;
  }

  /** The outcome of a retry. */
  public sealed interface Outcome {

    /** All queued events were handled. */
    record Handled(long events) implements Outcome {}

    record FailedAgain(String reason) implements Outcome {}

    record NotThere() implements Outcome {}
  }

  /**
   * @param actor the operator's name; null without a token
   */
  public Outcome retry(String processor, String aggregateId, @Nullable String actor) {
    var settlement = DeadLetterSettlement.retried(actor);
    return letters
        .of(processor)
        .map(table -> retry(table, aggregateId, settlement))
        .orElseGet(Outcome.NotThere::new);
  }

  private Outcome retry(
      DeadLetterStore table, String aggregateId, DeadLetterSettlement settlement) {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      var letter = table.find(aggregateId).orElse(null);
      if (letter == null) {
        return new Outcome.NotThere();
      }
      var failure = handleWaiting(letter, table, settlement);
      if (failure == null) {
        return new Outcome.Handled(letter.waiting());
      }
      if (!(failure instanceof EventsQueuedException)) {
        transactions.executeInTransaction(() -> table.failedAgain(letter, failure));
        return new Outcome.FailedAgain(CauseChain.reason(failure));
      }
    }
    return new Outcome.FailedAgain("more events kept coming; try again");
  }

  /**
   * Has a processor do without the queued events, in one transaction.
   *
   * @param actor the operator's name; null without a token
   * @param note why, in the operator's words
   * @return empty if there is no such dead letter, or the processor cannot do without its events
   */
  public Optional<DeadLetter> discard(
      EventSkipper skipper,
      String processor,
      String aggregateId,
      @Nullable String actor,
      String note) {
    var settlement = DeadLetterSettlement.discarded(actor, note);
    return letters
        .of(processor)
        .flatMap(
            table ->
                transactions.fetchInTransaction(
                    () ->
                        table
                            .lock(aggregateId)
                            .filter(letter -> skipper.skip(letter, note))
                            .filter(letter -> table.settle(letter, settlement))));
  }

  /** A dead letter with its event, which is looked up in the event store. */
  public Optional<FailedEvent> find(String processor, String aggregateId) {
    return letters.of(processor).flatMap(table -> find(table, aggregateId));
  }

  private Optional<FailedEvent> find(DeadLetterStore table, String aggregateId) {
    var letter = table.find(aggregateId);
    var cause = table.causeOf(aggregateId);
    return letter.isEmpty() || cause.isEmpty() // it was retried meanwhile
        ? Optional.empty()
        : Optional.of(failedEvent(letter.get(), cause.get()));
  }

  /** An event that cannot be read, or is not there, is left out: it may be why it failed. */
  private FailedEvent failedEvent(DeadLetter letter, String cause) {
    try {
      var events = axon.eventStore().readEvents(letter.aggregateId(), letter.firstSequence());
      if (!events.hasNext()) {
        return new FailedEvent(letter, cause, null, null);
      }
      var event = events.next();
      String payload = axon.eventSerializer().serialize(event.getPayload(), String.class).getData();
      return new FailedEvent(letter, cause, payload, event.getTimestamp());
    } catch (SerializationException unreadable) {
      return new FailedEvent(letter, cause, null, null);
    }
  }

  private List<EventMessage<?>> waiting(DeadLetter letter) {
    return axon.eventStore()
        .readEvents(letter.aggregateId(), letter.firstSequence())
        .asStream()
        .filter(event -> event.getSequenceNumber() <= letter.lastSequence())
        .<EventMessage<?>>map(event -> event)
        .toList();
  }

  private @Nullable Throwable handleWaiting(
      DeadLetter letter, DeadLetterStore table, DeadLetterSettlement settlement) {
    try {
      var events = waiting(letter);
      if (events.isEmpty()) { // they were deleted from the event store
        return transactions.fetchInTransaction(() -> table.settle(letter, settlement))
            ? null
            : new EventsQueuedException();
      }
      return handle(events, letter, () -> table.settle(letter, settlement));
    } catch (RuntimeException failed) { // they cannot be read
      return failed;
    }
  }

  private @Nullable Throwable handle(
      List<EventMessage<?>> events, DeadLetter letter, BooleanSupplier settle) {
    var processor =
        axon.eventProcessingConfiguration()
            .eventProcessor(letter.processor(), AbstractEventProcessor.class)
            .orElseThrow();
    var unitOfWork = new BatchingUnitOfWork<>(events);
    unitOfWork.attachTransaction(transactions);
    ResultMessage<Object> result =
        unitOfWork.executeWithResult(
            () -> {
              // The row lock keeps the processor from queuing more events.
              if (unitOfWork.getMessage().equals(events.getFirst()) && !settle.getAsBoolean()) {
                throw new EventsQueuedException();
              }
              return handle(unitOfWork, processor);
            });
    return result.isExceptional() ? result.exceptionResult() : null;
  }

  private static Object handle(
      BatchingUnitOfWork<EventMessage<?>> unitOfWork, AbstractEventProcessor processor)
      throws Exception {
    var interceptors =
        processor.getHandlerInterceptors().stream()
            .filter(interceptor -> !DeadLetterRegistry.isDeadLetterInterceptor(interceptor))
            .toList();
    return new DefaultInterceptorChain<>(
            unitOfWork,
            interceptors,
            event -> {
              processor.eventHandlerInvoker().handle(event, Segment.ROOT_SEGMENT);
              return "handled";
            })
        .proceed();
  }

  /** An event was queued since the others were read. */
  private static final class EventsQueuedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EventsQueuedException() {
      super("more events were queued", null, false, false);
    }
  }
}
