package io.orderflow.callback;

import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderOutcome;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Tells an order what a partner has told us. At least once: the order knows its duplicates. */
@Component
class Courier {

  private final CommandGateway commands;
  private final Duration timeout;

  Courier(CommandGateway commands, CallbackProperties properties) {
    this.commands = commands;
    this.timeout = properties.commandTimeout();
  }

  Verdict deliver(Entry entry) {
    try {
      return switch (entry.sender().read(entry.body()).translate()) {
        case Translation.Report(var command) -> send(command);
        case Translation.NoNews() -> new Verdict.Done();
        case Translation.Senseless(var reason, var detail) -> new Verdict.Rejected(reason, detail);
      };
    } catch (JacksonException | IllegalArgumentException unreadable) {
      // It could be read when it was stored: this version of the application is another one.
      return new Verdict.Rejected(UnmatchedReason.OTHER, "it can no longer be read");
    }
  }

  private Verdict send(OrderCommand command) {
    try {
      return verdict(
          commands.<OrderOutcome>send(command).get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException silent) {
      return new Verdict.Failed("the order did not answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException failed) {
      return new Verdict.Failed("the order failed: " + name(failed.getCause()), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Verdict.Failed("stopped while waiting for the order");
    }
  }

  private static Verdict verdict(@Nullable OrderOutcome outcome) {
    return switch (outcome) {
      case null -> new Verdict.Failed("the order answered nothing");
      case OrderOutcome.Accepted _ -> new Verdict.Done();
      case OrderOutcome.Refused(var code, var detail, _, _) ->
          new Verdict.Rejected(
              code == OrderOutcome.Code.ORDER_NOT_FOUND
                  ? UnmatchedReason.ORDER_NOT_FOUND
                  : UnmatchedReason.OTHER,
              code + ": " + detail);
    };
  }

  private static String name(@Nullable Throwable cause) {
    return cause == null ? "for no known reason" : cause.getClass().getSimpleName();
  }
}
