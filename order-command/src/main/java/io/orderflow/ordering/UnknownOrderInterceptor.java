package io.orderflow.ordering;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import java.util.Set;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a command for an unknown order into a refusal on the handling side: across a bus the
 * exception would lose its type and read as "outcome unknown".
 */
final class UnknownOrderInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

  @Override
  public @Nullable Object handle(
      UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
    try {
      return chain.proceed();
    } catch (AggregateNotFoundException unknown) {
      if (unitOfWork.getMessage().getPayload() instanceof OrderCommand command) {
        return refusal(command.orderId());
      }
      throw unknown;
    }
  }

  /** The same for another customer's order as for none. */
  static OrderOutcome refusal(OrderId orderId) {
    return new OrderOutcome.Refused(
        OrderOutcome.Code.ORDER_NOT_FOUND, "There is no order " + orderId + ".", Set.of());
  }
}
