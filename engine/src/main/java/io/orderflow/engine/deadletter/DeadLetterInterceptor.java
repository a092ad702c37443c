package io.orderflow.engine.deadletter;

import io.orderflow.engine.processors.ClaimScopedCaches;
import io.orderflow.engine.processors.EventLogInterceptor;
import io.orderflow.engine.serialization.UnreadableEvent;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead-letter queue of one processor. A failing event rolls back its batch, which is retried;
 * after some failures the event is parked in the transaction of the batch, and later events of its
 * aggregate are queued behind it. Other aggregates go on.
 *
 * <p>Axon's dead-letter queue stores copies of the events and enqueues at the first failure; this
 * one retries first, keeps only positions, and stops parking when the cause is not the event.
 */
final class DeadLetterInterceptor implements MessageHandlerInterceptor<EventMessage<?>> {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterInterceptor.class);

  private static final String BATCH = DeadLetterInterceptor.class.getName();

  /** For small batches; for larger ones it is half of the events. */
  private static final int MOST_IN_A_ROW = 10;

  private final DeadLetterStore letters;
  private final ClaimScopedCaches claims;
  private final FailureCounts failureCounts;
  private final Clock clock;

  /** How many events were parked since one was handled. */
  private final AtomicInteger inARow = new AtomicInteger();

  private final FailedBatches failedBatches = new FailedBatches();

  DeadLetterInterceptor(DeadLetterStore letters, ClaimScopedCaches claims, int tries, Clock clock) {
    this.letters = letters;
    this.claims = claims;
    this.failureCounts = new FailureCounts(tries);
    this.clock = clock;
  }

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
    var batch = batch(unitOfWork);
    var result =
        unitOfWork.getMessage() instanceof DomainEventMessage<?> event
            ? handle(event, batch, chain)
            : chain.proceed();
    if (batch.isLast(unitOfWork.getMessage())) {
      batch.throwFirstFailure();
    }
    return result;
  }

  /**
   * Handles the rest of the batch after a failure, although it will be rolled back: so all failing
   * events are found in one attempt, not one by one with a pause after each.
   */
  private @Nullable Object handle(
      DomainEventMessage<?> event, DeadLetterBatch batch, InterceptorChain chain) throws Exception {
    String aggregateId = event.getAggregateIdentifier();
    if (batch.isStopped(aggregateId)) {
      letters.queue(aggregateId, event.getSequenceNumber());
      return null;
    }
    var failure = failureCounts.exhausted(event.getIdentifier());
    if (failure != null && isTheEventToBlame(batch)) {
      batch.stop(event, park(event, failure));
      return null;
    }
    return batch.hasFailed(aggregateId) ? null : proceed(event, batch, chain);
  }

  private @Nullable Object proceed(
      DomainEventMessage<?> event, DeadLetterBatch batch, InterceptorChain chain) throws Exception {
    try {
      var result = chain.proceed();
      batch.countHandled();
      return result;
    } catch (Exception | Error failed) {
      batch.failed(event, failed);
      if (!FailureCounts.isCausedByEvent(failed)) {
        batch.throwFirstFailure(); // the cause is not the event, so later events would fail, too
      }
      failureCounts.add(event.getIdentifier(), failed);
      return null;
    }
  }

  /**
   * If many events fail in a row, the cause is elsewhere: then no more are parked, and the
   * processor waits until the cause is fixed.
   */
  private boolean isTheEventToBlame(DeadLetterBatch batch) {
    return inARow.get() + batch.parked().size() < Math.max(MOST_IN_A_ROW, batch.size() / 2);
  }

  private DeadLetterBatch batch(UnitOfWork<? extends EventMessage<?>> unitOfWork) {
    DeadLetterBatch known = unitOfWork.root().getResource(BATCH);
    return known == null ? begin(unitOfWork) : known;
  }

  private DeadLetterBatch begin(UnitOfWork<? extends EventMessage<?>> unitOfWork) {
    UnitOfWork<?> root = unitOfWork.root();
    var segment =
        claims
            .of(letters.processor(), root)
            .computeIfAbsent(SegmentDeadLetters.class, SegmentDeadLetters::new);
    var batch = DeadLetterBatch.of(unitOfWork, segment);
    root.resources().put(BATCH, batch);
    boolean retried = failedBatches.isIn(batch); // and may insert, so that it has to lock first
    if (retried || !segment.hasNone(letters)) {
      batch.stop(letters.lockStopped(batch.aggregateIds()));
    }
    if (retried) {
      IsolatingBatchWriter.oneByOne(root);
    }
    root.onRollback(failed -> failed(batch, failed));
    root.afterCommit(_ -> succeeded(batch));
    return batch;
  }

  private void failed(DeadLetterBatch batch, UnitOfWork<?> unitOfWork) {
    var cause = unitOfWork.getExecutionResult().getExceptionResult();
    failedBatches.add(batch, cause);
    var unhandled = AggregateWriteException.behind(cause);
    if (unhandled != null) {
      batch
          .causeOf(unhandled)
          .ifPresent(event -> failureCounts.add(event.getIdentifier(), unhandled));
    }
  }

  private void succeeded(DeadLetterBatch batch) {
    failedBatches.forget(batch);
    batch
        .parked()
        .forEach(
            (event, letter) -> {
              failureCounts.forget(event.getIdentifier());
              try (var _ = EventLogInterceptor.open(event)) {
                report(letter);
              }
            });
    if (batch.hasHandled()) {
      inARow.set(0);
    } else {
      inARow.addAndGet(batch.parked().size());
    }
  }

  private DeadLetter park(DomainEventMessage<?> event, FailureCounts.Failure failure) {
    var letter =
        new DeadLetter(
            letters.processor(),
            event.getAggregateIdentifier(),
            event.getSequenceNumber(),
            event.getSequenceNumber(),
            UnreadableEvent.typeOf(event),
            failure.reason(),
            failure.times(),
            clock.instant(),
            failure.trace());
    letters.park(letter);
    return letter;
  }

  private static void report(DeadLetter letter) {
    log.error(
        "{} cannot handle event {} ({}) of {}: {}. It stops for this order and goes on with all"
            + " others. When the cause is fixed: POST /api/v1/admin/dead-letters/{}/retry",
        letter.processor(),
        letter.firstSequence(),
        letter.eventType(),
        letter.aggregateId(),
        letter.reason(),
        letter.id());
  }
}
