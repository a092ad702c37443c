package io.orderflow.attention;

import io.orderflow.api.order.CommandSteps;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.engine.logging.LogContext;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends a command to an order and waits for the answer, with a timeout. */
@Component
class OrderCommandSender {

  private static final Logger log = LoggerFactory.getLogger(OrderCommandSender.class);
  private static final long TIMEOUT_SECONDS = 10;

  private final CommandGateway commands;

  OrderCommandSender(CommandGateway commands) {
    this.commands = commands;
  }

  /**
   * @param origin kept with the events of the command
   * @throws ProblemException if it is unknown whether the command was carried out: an error may
   *     come after the commit
   */
  OrderOutcome send(OrderCommand command, Origin origin) {
    try (var _ = LogContext.open(command.orderId().toString(), CommandSteps.of(command), null)) {
      OrderOutcome outcome =
          commands.sendAndWait(command, origin.metaData(), TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (outcome != null) {
        return outcome;
      }
      log.warn("Order {} did not answer {} in time", command.orderId(), nameOf(command));
    } catch (RuntimeException failed) {
      if (CommandFailure.isOfFullDisk(failed)) {
        throw failed; // nothing was stored
      }
      log.warn(
          "Order {}: the outcome of {} is unknown", command.orderId(), nameOf(command), failed);
      if (CommandFailure.isUnreadable(failed)) {
        throw problem(
            AttentionProblemCode.ORDER_UNREADABLE,
            "The events of this order cannot be read, so nothing can be decided; see the log.",
            command);
      }
    }
    throw problem(
        GeneralProblemCode.OUTCOME_UNKNOWN,
        "Send the same request again: an attention is answered only once.",
        command);
  }

  private static ProblemException problem(ProblemCode code, String detail, OrderCommand command) {
    return ProblemException.of(code, detail).with("orderId", command.orderId().toString());
  }

  /** Only the type: a note may contain personal data. */
  private static String nameOf(OrderCommand command) {
    return command.getClass().getSimpleName();
  }
}
