package io.orderflow.attention;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.ResolveStep;
import io.orderflow.api.order.OrderCommand.RetryStep;
import io.orderflow.api.order.OrderOutcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;

/** Orders on a real command bus that answer an operator as each test says. */
class AnsweringOrders {

  private final List<OrderCommand> asked = new CopyOnWriteArrayList<>();
  private volatile Supplier<OrderOutcome> answer = () -> new OrderOutcome.Accepted(0);

  AnsweringOrders(CommandBus commands) {
    commands.subscribe(RetryStep.class.getName(), this::handle);
    commands.subscribe(ResolveStep.class.getName(), this::handle);
  }

  void answer(Supplier<OrderOutcome> someAnswer) {
    answer = someAnswer;
    asked.clear();
  }

  List<OrderCommand> asked() {
    return List.copyOf(asked);
  }

  private OrderOutcome handle(CommandMessage<?> message) {
    asked.add((OrderCommand) message.getPayload());
    return answer.get();
  }
}
