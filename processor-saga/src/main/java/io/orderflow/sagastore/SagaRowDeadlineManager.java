package io.orderflow.sagastore;

import java.time.Instant;
import org.axonframework.deadline.AbstractDeadlineManager;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.modelling.saga.SagaScopeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a saga's deadline in the saga's own row: each deadline replaces the one before, so none is
 * lost, doubled or in need of cancelling. The payload is not stored: it is the turn, which the row
 * holds anyway. {@link LockingSagaMessenger} fires the deadline.
 */
class SagaRowDeadlineManager extends AbstractDeadlineManager {

  @Override
  public String schedule(
      Instant at, String deadlineName, @Nullable Object payload, ScopeDescriptor scope) {
    if (!(scope instanceof SagaScopeDescriptor saga)) {
      throw new IllegalArgumentException(
          "only sagas have deadlines here, not " + scope.scopeDescription());
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
        "a saga's deadline is never cancelled: the next one replaces it");
  }
}
