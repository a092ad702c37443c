package io.orderflow.console.order;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends an operator's commands to an order, wherever it is handled, and waits for the answer. Each
 * does no harm when it is sent again: cancelling twice changes nothing, and an attention is
 * answered once.
 */
@Component
class OperatorCommands {

  private static final Logger log = LoggerFactory.getLogger(OperatorCommands.class);
  private static final long TIMEOUT_SECONDS = 10;

  private final CommandGateway commands;

  OperatorCommands(CommandGateway commands) {
    this.commands = commands;
  }

  /**
   * @param origin names the operator, and is kept with the events of the command
   * @throws ProblemException if it is unknown whether the command was carried out
   */
  OrderOutcome send(OrderCommand command, Origin origin) {
    var name = command.getClass().getSimpleName(); // a note may contain personal data
    try {
      OrderOutcome outcome =
          commands.sendAndWait(command, origin.metaData(), TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (outcome != null) {
        return outcome;
      }
      log.warn("Order {} did not answer {} in time", command.orderId(), name);
    } catch (RuntimeException failed) {
      if (CommandFailure.isOfFullDisk(failed)) {
        throw failed; // nothing was stored
      }
      log.warn("Order {}: the outcome of {} is unknown", command.orderId(), name, failed);
    }
    throw ProblemException.of(
        GeneralProblemCode.OUTCOME_UNKNOWN,
        "Look at the order: if it is not done, do it again. Nothing is ever done twice.");
  }
}
