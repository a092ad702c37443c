package io.orderflow.operations;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks an order and waits for its answer, but not for ever. */
@Component
class OrderCommandSender {

  private static final Logger log = LoggerFactory.getLogger(OrderCommandSender.class);
  private static final long SECONDS = 10;

  private final CommandGateway commands;

  OrderCommandSender(CommandGateway commands) {
    this.commands = commands;
  }

  /**
   * The order's own answer.
   *
   * @throws ProblemException if nobody knows whether the command was carried out: any error may
   *     have come after the commit
   */
  OrderOutcome ask(OrderCommand command) {
    try {
      OrderOutcome outcome = commands.sendAndWait(command, SECONDS, TimeUnit.SECONDS);
      if (outcome != null) {
        return outcome;
      }
      log.warn("Order {} did not answer {} in time", command.orderId(), nameOf(command));
    } catch (RuntimeException failed) {
      if (CommandFailure.isOfFullDisk(failed)) {
        throw failed; // known to have stored nothing
      }
      log.warn(
          "Order {}: the outcome of {} is unknown", command.orderId(), nameOf(command), failed);
      if (CommandFailure.isUnreadable(failed)) {
        throw problem(
            AttentionProblem.ORDER_UNREADABLE,
            "Nothing can be decided about this order until its events can be read again; the log"
                + " says why they cannot.",
            command);
      }
    }
    throw problem(
        GeneralProblem.OUTCOME_UNKNOWN,
        "Send the same request again: the same answer to an attention counts once.",
        command);
  }

  private static ProblemException problem(ProblemCode code, String detail, OrderCommand command) {
    return ProblemException.of(code, detail).with("orderId", command.orderId().toString());
  }

  /** Not the whole command: a note may say more about a person than a log should. */
  private static String nameOf(OrderCommand command) {
    return command.getClass().getSimpleName();
  }
}
