package io.orderflow.inbox;

import io.orderflow.api.order.CommandSteps;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.engine.logging.LogContext;
import io.orderflow.engine.origin.Origin;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Sends a callback to its order as a command. At least once: the order absorbs duplicates. */
@Component
class InboxDispatcher {

  private final CommandGateway commands;
  private final Duration timeout;
  private final CallbackSpans spans;

  InboxDispatcher(CommandGateway commands, CallbackProperties properties, CallbackSpans spans) {
    this.commands = commands;
    this.timeout = properties.commandTimeout();
    this.spans = spans;
  }

  DispatchResult dispatch(InboxEntry entry) {
    try {
      return switch (entry.id().source().read(entry.body()).interpret()) {
        case InterpretedNotice.Command(var command) ->
            spans.call(entry.id(), command, () -> send(command, originOf(entry)));
        case InterpretedNotice.Irrelevant() -> new DispatchResult.Done();
        case InterpretedNotice.Unusable(var reason, var detail) ->
            new DispatchResult.Rejected(reason, detail);
      };
    } catch (JacksonException | IllegalArgumentException unreadable) {
      // It was readable when it was stored, by another version of the application.
      return new DispatchResult.Rejected(UnmatchedReason.OTHER, "it can no longer be read");
    }
  }

  /** The partner's own id of the callback is what leads back to it. */
  private static Origin originOf(InboxEntry entry) {
    return new Origin(Origin.Cause.CALLBACK, null, null, entry.id().eventId());
  }

  DispatchResult send(OrderCommand command, Origin origin) {
    LogContext.order(command.orderId().toString(), CommandSteps.of(command));
    try {
      return result(
          commands
              .<OrderOutcome>send(command, origin.metaData())
              .get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException silent) {
      return new DispatchResult.Failed(
          "the order did not answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException | RuntimeException failed) {
      return new DispatchResult.Failed("the order failed: " + name(failed), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new DispatchResult.Failed("stopped while waiting for the order");
    }
  }

  private static DispatchResult result(@Nullable OrderOutcome outcome) {
    return switch (outcome) {
      case null -> new DispatchResult.Failed("the order answered nothing");
      case OrderOutcome.Accepted _ -> new DispatchResult.Done();
      case OrderOutcome.Refused(var code, var detail, _, _) ->
          new DispatchResult.Rejected(
              code == OrderOutcome.Code.ORDER_NOT_FOUND
                  ? UnmatchedReason.ORDER_NOT_FOUND
                  : UnmatchedReason.OTHER,
              code + ": " + detail);
    };
  }

  private static String name(Exception failed) {
    var cause = failed instanceof ExecutionException ? failed.getCause() : failed;
    return cause == null ? "for no known reason" : cause.getClass().getSimpleName();
  }
}
