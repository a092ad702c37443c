package io.orderflow.sagastore;

import java.util.List;
import java.util.Objects;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Locks and reads the rows of a whole batch with one statement, before its first event. */
class SagaRowLocker implements MessageHandlerInterceptor<EventMessage<?>> {

  private final SagaTable table;
  private final SagaDefinition<?, ?> definition;

  SagaRowLocker(SagaTable table, SagaDefinition<?, ?> definition) {
    this.table = table;
    this.definition = definition;
  }

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
    if (SagaUnitOfWork.current().isEmpty()) {
      SagaUnitOfWork.begin(unitOfWork, table.lock(ids(unitOfWork)));
    }
    return chain.proceed();
  }

  private List<String> ids(UnitOfWork<? extends EventMessage<?>> unitOfWork) {
    List<? extends Message<?>> batch =
        unitOfWork.root() instanceof BatchingUnitOfWork<?> batching
            ? batching.getMessages()
            : List.of(unitOfWork.getMessage());
    return batch.stream().map(this::id).filter(Objects::nonNull).distinct().toList();
  }

  private @Nullable String id(Message<?> message) {
    return message instanceof EventMessage<?> event ? definition.idOf(event) : null;
  }
}
