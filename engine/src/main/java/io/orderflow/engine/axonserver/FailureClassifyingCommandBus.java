package io.orderflow.engine.axonserver;

import io.orderflow.engine.failure.CommandFailure;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.NoHandlerForCommandException;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;

/**
 * Adds its {@link CommandFailure} to a failure. Only an exception's message reaches the sender,
 * which could not tell a lost race, to be retried, from a bug. An interceptor would be too early: a
 * race is lost at the commit.
 */
public final class FailureClassifyingCommandBus implements CommandBus {

  private final CommandBus handlers;

  FailureClassifyingCommandBus(CommandBus handlers) {
    this.handlers = handlers;
  }

  @Override
  public <C> void dispatch(CommandMessage<C> command) {
    handlers.dispatch(command);
  }

  @Override
  public <C, R> void dispatch(
      CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
    handlers.<C, R>dispatch(
        command, (sent, result) -> callback.onResult(sent, withMeaning(result)));
  }

  private static <R> CommandResultMessage<? extends R> withMeaning(
      CommandResultMessage<? extends R> result) {
    if (!result.isExceptional()) {
      return result;
    }
    Throwable failure = result.exceptionResult();
    return new GenericCommandResultMessage<>(
        new CommandExecutionException(
            String.valueOf(failure.getMessage()), failure, meaning(failure)),
        result.getMetaData());
  }

  /** A node that disconnects before a command arrives has done nothing; another node will. */
  private static String meaning(Throwable failure) {
    if (failure instanceof NoHandlerForCommandException) {
      return CommandFailure.CONFLICT.name();
    }
    return CommandFailure.isUnreadable(failure)
        ? CommandFailure.UNREADABLE
        : CommandFailure.of(failure).name();
  }

  @Override
  public Registration subscribe(String command, MessageHandler<? super CommandMessage<?>> handler) {
    return handlers.subscribe(command, handler);
  }

  @Override
  public Registration registerDispatchInterceptor(
      MessageDispatchInterceptor<? super CommandMessage<?>> interceptor) {
    return handlers.registerDispatchInterceptor(interceptor);
  }

  @Override
  public Registration registerHandlerInterceptor(
      MessageHandlerInterceptor<? super CommandMessage<?>> interceptor) {
    return handlers.registerHandlerInterceptor(interceptor);
  }
}
