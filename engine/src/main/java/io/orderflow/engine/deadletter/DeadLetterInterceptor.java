package io.orderflow.engine.deadletter;

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
 * Stands before the handlers of one processor. An event that fails has its batch rolled back and
 * tried again; after some tries it is put away instead of being handled, in the transaction of the
 * batch, and so are the later events of its aggregate. The others go on.
 */
final class DeadLetterInterceptor implements MessageHandlerInterceptor<EventMessage<?>> {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterInterceptor.class);

  private static final String BATCH = DeadLetterInterceptor.class.getName();

  /** In a small batch; in a larger one it is half of its events. */
  private static final int MOST_IN_A_ROW = 10;

  private final DeadLetterStore letters;
  private final FailureCounts failureCounts;
  private final Clock clock;

  /** How many were put away since something could be handled. */
  private final AtomicInteger inARow = new AtomicInteger();

  private final FailedBatches failedBatches = new FailedBatches();

  DeadLetterInterceptor(DeadLetterStore letters, int tries, Clock clock) {
    this.letters = letters;
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
      batch.failIfOneDid();
    }
    return result;
  }

  /**
   * An event that fails does not keep those of others from being handled, although the batch is
   * rolled back in the end: so all that cannot be handled are found out at one time, and not one
   * after the other with a pause for each.
   */
  private @Nullable Object handle(
      DomainEventMessage<?> event, DeadLetterBatch batch, InterceptorChain chain) throws Exception {
    String aggregateId = event.getAggregateIdentifier();
    if (batch.isStopped(aggregateId)) {
      letters.queue(aggregateId, event.getSequenceNumber());
      return null;
    }
    var failure = failureCounts.condemned(event.getIdentifier());
    if (failure != null && isTheEventToBlame(batch)) {
      batch.stop(event, putAway(event, failure));
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
      if (!FailureCounts.isAnEventsFault(failed)) {
        batch.failIfOneDid(); // nothing that comes after it would do better
      }
      failureCounts.add(event.getIdentifier(), failed);
      return null;
    }
  }

  /**
   * Where one after the other fails, it is not them: then none is put away any more, and all wait
   * until the cause is mended.
   */
  private boolean isTheEventToBlame(DeadLetterBatch batch) {
    return inARow.get() + batch.putAway().size() < Math.max(MOST_IN_A_ROW, batch.size() / 2);
  }

  private DeadLetterBatch batch(UnitOfWork<? extends EventMessage<?>> unitOfWork) {
    DeadLetterBatch known = unitOfWork.root().getResource(BATCH);
    return known == null ? begin(unitOfWork) : known;
  }

  private DeadLetterBatch begin(UnitOfWork<? extends EventMessage<?>> unitOfWork) {
    UnitOfWork<?> root = unitOfWork.root();
    var batch = DeadLetterBatch.of(unitOfWork);
    root.resources().put(BATCH, batch);
    batch.stop(letters.lockStopped(batch.aggregateIds()));
    if (failedBatches.isIn(batch)) {
      IsolatingBatchWriter.oneByOne(root);
    }
    root.onRollback(failed -> failed(batch, failed));
    root.afterCommit(_ -> succeeded(batch));
    return batch;
  }

  private void failed(DeadLetterBatch batch, UnitOfWork<?> unitOfWork) {
    var cause = unitOfWork.getExecutionResult().getExceptionResult();
    failedBatches.add(batch, cause);
    var unhandled = IsolatedWriteException.behind(cause);
    if (unhandled != null) {
      batch
          .firstOf(unhandled.aggregateId())
          .ifPresent(event -> failureCounts.add(event.getIdentifier(), unhandled));
    }
  }

  private void succeeded(DeadLetterBatch batch) {
    failedBatches.forget(batch);
    batch
        .putAway()
        .forEach(
            (event, letter) -> {
              failureCounts.forget(event.getIdentifier());
              tell(letter);
            });
    if (batch.hasHandled()) {
      inARow.set(0);
    } else {
      inARow.addAndGet(batch.putAway().size());
    }
  }

  private DeadLetter putAway(DomainEventMessage<?> event, FailureCounts.Failure failure) {
    var letter =
        new DeadLetter(
            letters.processor(),
            event.getAggregateIdentifier(),
            event.getSequenceNumber(),
            event.getSequenceNumber(),
            UnreadableEvent.typeOf(event),
            failure.reason(),
            failure.times(),
            clock.instant());
    letters.stop(letter);
    return letter;
  }

  private static void tell(DeadLetter letter) {
    LOG.error(
        "{} cannot handle event {} ({}) of {}: {}. It stops there for this one and goes on with all"
            + " others. When the cause is mended: POST /api/v1/admin/dead-letters/{}/retry",
        letter.processor(),
        letter.firstSequence(),
        letter.eventType(),
        letter.aggregateId(),
        letter.reason(),
        letter.id());
  }
}
