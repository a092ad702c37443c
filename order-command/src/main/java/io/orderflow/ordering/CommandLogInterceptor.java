package io.orderflow.ordering;

import io.orderflow.api.order.CommandSteps;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.engine.logging.LogContext;
import io.orderflow.engine.origin.Origin;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names the order in the log while it handles a command. */
final class CommandLogInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

  private static final Logger log = LoggerFactory.getLogger(CommandLogInterceptor.class);

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
    var message = unitOfWork.getMessage();
    if (!(message.getPayload() instanceof OrderCommand command)) {
      return chain.proceed();
    }
    var trace = Origin.of(message.getMetaData()).map(Origin::correlationId).orElse(null);
    try (var _ = LogContext.open(command.orderId().toString(), CommandSteps.of(command), trace)) {
      log.debug("Order {}: {}", command.orderId(), command.getClass().getSimpleName());
      return chain.proceed();
    }
  }
}
