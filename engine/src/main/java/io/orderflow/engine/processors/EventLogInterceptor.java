package io.orderflow.engine.processors;

import io.orderflow.engine.logging.LogContext;
import io.orderflow.engine.origin.Origin;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/** Names the order in the log while a processor handles one of its events. */
public final class EventLogInterceptor implements MessageHandlerInterceptor<EventMessage<?>> {

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
    if (!(unitOfWork.getMessage() instanceof DomainEventMessage<?> event)) {
      return chain.proceed();
    }
    try (var _ = open(event)) {
      return chain.proceed();
    }
  }

  /** For work on an event outside of its handler. */
  public static LogContext open(DomainEventMessage<?> event) {
    return LogContext.open(
        event.getAggregateIdentifier(),
        null,
        Origin.of(event.getMetaData()).map(Origin::correlationId).orElse(null));
  }
}
