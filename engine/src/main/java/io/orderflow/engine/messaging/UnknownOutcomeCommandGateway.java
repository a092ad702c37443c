package io.orderflow.engine.messaging;

import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.callbacks.NoOpCallback;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;

/**
 * Turns whatever goes wrong with a command into a {@link CommandExecutionException}. Handlers
 * answer refusals, so a failure always means that the outcome is unknown; with one type for it, an
 * edge cannot take it for a failure of its own.
 */
final class UnknownOutcomeCommandGateway extends DefaultCommandGateway {

  private final CommandHandlerAvailability handlers;

  /**
   * Replaces Axon's callback, which would log each failure again, in a form that the outage filter
   * does not recognize.
   */
  UnknownOutcomeCommandGateway(Builder builder, CommandHandlerAvailability handlers) {
    super(builder.commandCallback(NoOpCallback.INSTANCE));
    this.handlers = handlers;
  }

  @Override
  public <C, R> void send(C command, CommandCallback<? super C, ? super R> callback) {
    super.<C, R>send(
        command,
        (sent, result) -> {
          handlers.note(result.isExceptional() ? result.exceptionResult() : null);
          callback.onResult(sent, marked(sent, result));
        });
  }

  private static <C, R> CommandResultMessage<? extends R> marked(
      CommandMessage<? extends C> sent, CommandResultMessage<? extends R> result) {
    if (!result.isExceptional() || result.exceptionResult() instanceof CommandExecutionException) {
      return result;
    }
    return new GenericCommandResultMessage<>(
        new CommandExecutionException(
            "The outcome of " + sent.getCommandName() + " is unknown", result.exceptionResult()),
        result.getMetaData());
  }
}
