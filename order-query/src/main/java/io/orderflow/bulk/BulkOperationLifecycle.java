package io.orderflow.bulk;

import io.orderflow.bulk.BulkOperation.State;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.ProblemException;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Moves operations from state to state, as operators ask for it. Each request may be repeated. */
@Component
class BulkOperationLifecycle {

  private static final Logger log = LoggerFactory.getLogger(BulkOperationLifecycle.class);

  private final BulkOperationStore operations;
  private final BulkOperationRunner runner;

  BulkOperationLifecycle(BulkOperationStore operations, BulkOperationRunner runner) {
    this.operations = operations;
    this.runner = runner;
  }

  /**
   * Starts a preview.
   *
   * @return false if it was started before, with the same count
   * @throws ProblemException if the count is another one, the preview is too old, or it was stopped
   */
  boolean confirm(BulkOperation operation, int count, Origin origin) {
    if (count != operation.orders()) {
      throw ProblemException.of(
              BulkProblemCode.COUNT_DIFFERS,
              "The preview has selected %d orders. Look at it again, and confirm that number."
                  .formatted(operation.orders()))
          .with("count", operation.orders());
    }
    if (operation.state() == State.PREVIEWED
        && operations.countUnderWay() >= BulkOperationStore.MOST_UNDER_WAY) {
      throw ProblemException.of(
          BulkProblemCode.TOO_MANY_OPERATIONS,
          "%d are running or paused. Wait for one of them, or stop one."
              .formatted(BulkOperationStore.MOST_UNDER_WAY));
    }
    if (operations.confirm(operation.id(), count, origin.actor(), origin.correlationId())) {
      log.info(
          "Bulk operation {} ({}) of {} orders was confirmed by {}",
          operation.id(),
          operation.action().word(),
          count,
          Objects.requireNonNullElse(origin.actor(), "an operator"));
      runner.wake();
      return true;
    }
    refuseUnlessConfirmed(operation.id());
    return false;
  }

  private void refuseUnlessConfirmed(long id) {
    var state = operations.find(id).map(BulkOperation::state).orElse(State.CANCELLED);
    switch (state) {
      case PREVIEWED ->
          throw ProblemException.of(
              BulkProblemCode.PREVIEW_EXPIRED,
              "It was made more than an hour ago, and the orders may be others by now: make a new"
                  + " one.");
      case CANCELLED -> throw ended(state);
      case RUNNING, PAUSED, DONE -> {
        // Confirmed before.
      }
    }
  }

  /**
   * Pauses or resumes it.
   *
   * @return false if it was in that state already
   */
  boolean move(BulkOperation operation, State from, State to) {
    if (operations.move(operation.id(), from, to)) {
      log.info("Bulk operation {} is {} now", operation.id(), to);
      runner.wake();
      return true;
    }
    var state = operations.find(operation.id()).map(BulkOperation::state).orElse(State.CANCELLED);
    if (state == State.PREVIEWED) {
      throw ProblemException.of(
          BulkProblemCode.OPERATION_NOT_CONFIRMED,
          "Confirm it first, or leave it: nothing is done.");
    }
    if (state != to) {
      throw ended(state);
    }
    return false;
  }

  void cancel(BulkOperation operation) {
    if (operations.end(operation.id(), State.CANCELLED)) {
      log.info("Bulk operation {} was stopped", operation.id());
      return;
    }
    var state = operations.find(operation.id()).map(BulkOperation::state).orElse(State.CANCELLED);
    if (state != State.CANCELLED) {
      throw ended(state);
    }
  }

  private static ProblemException ended(State state) {
    return ProblemException.of(
        BulkProblemCode.OPERATION_ENDED, "It is " + state + "; make another one if need be.");
  }
}
