package io.orderflow.sagastore;

import java.time.Instant;
import org.axonframework.deadline.AbstractDeadlineManager;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Axon's deadlines, kept in the saga's own row: the newest replaces the one before, and there is
 * nothing to cancel, to schedule twice or to lose. Every deadline of this process carries its turn,
 * which the row knows, so the payload is not stored; {@link SagaMessenger} rings it.
 */
class SagaRowDeadlineManager extends AbstractDeadlineManager {

  @Override
  public String schedule(
      Instant at, String deadlineName, @Nullable Object payload, ScopeDescriptor scope) {
    if (!(scope instanceof SagaScopeDescriptor saga)) {
      throw new IllegalArgumentException(
          "only a saga has its deadlines here, not " + scope.scopeDescription());
    }
    String id = saga.getIdentifier().toString();
    SagaUnitOfWork.required(id).setDeadline(id, at);
    return id;
  }

  @Override
  public void cancelSchedule(String deadlineName, String scheduleId) {
    throw replacedNotCancelled();
  }

  @Override
  public void cancelAll(String deadlineName) {
    throw replacedNotCancelled();
  }

  @Override
  public void cancelAllWithinScope(String deadlineName, ScopeDescriptor scope) {
    throw replacedNotCancelled();
  }

  private static UnsupportedOperationException replacedNotCancelled() {
    return new UnsupportedOperationException(
        "a saga's deadline is never cancelled: the next state replaces it, and a stale one changes nothing");
  }
}
