package io.orderflow.ordering;

import io.orderflow.api.order.CommandSteps;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.failure.CommandFailure;
import io.orderflow.engine.logging.LogContext;
import io.orderflow.engine.logging.RateLimitedLogger;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends a command to an order and waits for the answer, up to a time limit. */
@Component
class OrderGateway {

  private static final Logger log = LoggerFactory.getLogger(OrderGateway.class);

  private final CommandGateway commands;
  private final OrderingProperties properties;
  private final RateLimitedLogger limitedLog;

  OrderGateway(
      CommandGateway commands, OrderingProperties properties, RateLimitedLogger limitedLog) {
    this.commands = commands;
    this.properties = properties;
    this.limitedLog = limitedLog;
  }

  /**
   * The order's own answer.
   *
   * @param origin kept with the events of the command
   * @param whenUnknown tells the client what to do if there is none
   * @throws RuntimeException if the disk is full: nothing was stored
   * @throws ProblemException if the outcome of the command is unknown: any error may have come
   *     after the commit
   */
  OrderOutcome send(OrderCommand command, Origin origin, String whenUnknown) {
    // Until the request ends: a problem is logged after this.
    LogContext.order(command.orderId().toString(), CommandSteps.of(command));
    try {
      OrderOutcome outcome =
          commands.sendAndWait(
              command,
              origin.metaData(),
              properties.commandTimeout().toMillis(),
              TimeUnit.MILLISECONDS);
      if (outcome != null) {
        return outcome;
      }
      limitedLog.warn(log, "no answer", named(command) + " was not answered in time");
    } catch (RuntimeException failed) {
      if (CommandFailure.isOfFullDisk(failed)) {
        throw failed; // known to have stored nothing
      }
      limitedLog.warn(
          log, "outcome unknown", "The outcome of " + named(command) + " is unknown", failed);
      if (CommandFailure.isUnreadable(failed)) {
        throw unreadable(command);
      }
    }
    throw ProblemException.of(GeneralProblemCode.OUTCOME_UNKNOWN, whenUnknown)
        .with("orderId", command.orderId().toString());
  }

  private static ProblemException unreadable(OrderCommand command) {
    return ProblemException.of(
            OrderProblemCode.ORDER_UNREADABLE,
            "Nothing can be decided about this order until its events can be read again. Do not"
                + " repeat the request; report the orderId to the operator of this service.")
        .with("orderId", command.orderId().toString());
  }

  private static String named(OrderCommand command) {
    return command.getClass().getSimpleName() + " of order " + command.orderId();
  }
}
