package io.orderflow.console.services;

import io.orderflow.api.operations.OperationsCommand;
import io.orderflow.api.operations.OperationsOutcome;
import io.orderflow.api.process.CallbackOutcome;
import io.orderflow.api.process.ProcessCommand;
import io.orderflow.api.process.ResendCommand;
import io.orderflow.api.process.ResendOutcome;
import io.orderflow.api.webhook.WebhookCommand;
import io.orderflow.api.webhook.WebhookOutcome;
import io.orderflow.engine.origin.Origin;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.messaging.GenericMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends an operator's commands to the service that they are about, and waits for the answer. Each
 * does no harm when it is sent again by the operator. They go past the command gateway, which takes
 * a command without a handler for an outage of order-command.
 */
@Component
public class ServiceCommands {

  private static final Logger log = LoggerFactory.getLogger(ServiceCommands.class);
  private static final long TIMEOUT_SECONDS = 20;

  private final CommandBus commands;
  private final ServiceQueries queries;

  ServiceCommands(CommandBus commands, ServiceQueries queries) {
    this.commands = commands;
    this.queries = queries;
  }

  /**
   * @throws ProblemException if it is unknown whether the command was carried out
   */
  public OperationsOutcome send(OperationsCommand command, Origin origin) {
    var outcome =
        sent(
            new GenericCommandMessage<>(
                new GenericMessage<>(command, origin.metaData()), command.route()),
            OperationsOutcome.class);
    queries.forget();
    return outcome;
  }

  /**
   * @throws ProblemException if it is unknown whether the command was carried out
   */
  public CallbackOutcome send(ProcessCommand command, Origin origin) {
    return sent(
        GenericCommandMessage.<ProcessCommand>asCommandMessage(command)
            .andMetaData(origin.metaData()),
        CallbackOutcome.class);
  }

  /**
   * @throws ProblemException if it is unknown whether the command was carried out
   */
  public WebhookOutcome send(WebhookCommand command, Origin origin) {
    return sent(
        GenericCommandMessage.<WebhookCommand>asCommandMessage(command)
            .andMetaData(origin.metaData()),
        WebhookOutcome.class);
  }

  /**
   * @throws ProblemException if it is unknown whether the command was carried out
   */
  public ResendOutcome send(ResendCommand command, Origin origin) {
    return sent(
        GenericCommandMessage.<ResendCommand>asCommandMessage(command)
            .andMetaData(origin.metaData()),
        ResendOutcome.class);
  }

  private <C, R> R sent(CommandMessage<C> command, Class<R> answered) {
    try {
      var answer = new FutureCallback<C, Object>();
      commands.dispatch(command, answer);
      var result = answer.getResult(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (!result.isExceptional()) {
        return answered.cast(result.getPayload());
      }
      log.warn(
          "{} has no answer: {}", command.getCommandName(), result.exceptionResult().toString());
    } catch (RuntimeException failed) {
      log.warn("{} could not be sent: {}", command.getCommandName(), failed.toString());
    }
    throw ProblemException.of(
        GeneralProblemCode.OUTCOME_UNKNOWN,
        "The service did not answer. Check whether it was done; if not, try again.");
  }
}
