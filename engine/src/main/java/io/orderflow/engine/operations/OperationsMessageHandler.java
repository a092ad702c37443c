package io.orderflow.engine.operations;

import io.orderflow.api.operations.DeadLetterAnswer;
import io.orderflow.api.operations.DeadLetterList;
import io.orderflow.api.operations.OperationsCommand;
import io.orderflow.api.operations.OperationsCommand.DiscardDeadLetter;
import io.orderflow.api.operations.OperationsCommand.RetryDeadLetter;
import io.orderflow.api.operations.OperationsCommand.RetryDeadLetters;
import io.orderflow.api.operations.OperationsCommand.SetSwitch;
import io.orderflow.api.operations.OperationsOutcome;
import io.orderflow.api.operations.OperationsQuery.FindDeadLetter;
import io.orderflow.api.operations.OperationsQuery.FindDeadLetters;
import io.orderflow.api.operations.OperationsQuery.FindOrderDeadLetters;
import io.orderflow.api.operations.OperationsQuery.FindServiceStatus;
import io.orderflow.api.operations.OperationsQuery.FindSettledLetters;
import io.orderflow.api.operations.OrderDeadLetters;
import io.orderflow.api.operations.ServiceStatus;
import io.orderflow.api.operations.SettledLetterList;
import io.orderflow.engine.deadletter.DeadLetterRetry.Outcome;
import io.orderflow.engine.origin.Origin;
import io.orderflow.engine.processors.EventProcessorDefinition;
import io.orderflow.engine.switches.OperatorSwitch;
import io.orderflow.engine.switches.OperatorSwitches;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Answers operators over the message buses, so that one console shows and steers all services. The
 * endpoints of this process ask the same beans.
 */
final class OperationsMessageHandler {

  private final ServiceStatuses statuses;
  private final SwitchStatuses switches;
  private final DeadLetterOperations letters;
  private final ExecutorService executor;

  /**
   * @param executor carries commands out: a retry has transactions of its own, which the one around
   *     the command would take in
   */
  OperationsMessageHandler(
      ServiceStatuses statuses,
      SwitchStatuses switches,
      DeadLetterOperations letters,
      ExecutorService executor) {
    this.statuses = statuses;
    this.switches = switches;
    this.letters = letters;
    this.executor = executor;
  }

  @QueryHandler
  ServiceStatus answer(FindServiceStatus query) {
    return statuses.status();
  }

  @QueryHandler
  DeadLetterList answer(FindDeadLetters query) {
    return letters.list(query.processor(), query.cause());
  }

  @QueryHandler
  DeadLetterAnswer answer(FindDeadLetter query) {
    return new DeadLetterAnswer(letters.find(query.processor(), query.orderId()).orElse(null));
  }

  @QueryHandler
  SettledLetterList answer(FindSettledLetters query) {
    return new SettledLetterList(statuses.modules(), letters.settled(query.processor()));
  }

  @QueryHandler
  OrderDeadLetters answer(FindOrderDeadLetters query) {
    return new OrderDeadLetters(statuses.modules(), letters.ofOrder(query.orderId()));
  }

  /** Subscribes to the commands about what this process has. */
  void subscribe(
      CommandBus bus,
      OperatorSwitches declared,
      ObjectProvider<EventProcessorDefinition> processors) {
    Stream.concat(
            declared.declared().stream()
                .map(OperatorSwitch::name)
                .map(name -> new SetSwitch(name, true, "")),
            processors.stream()
                .map(EventProcessorDefinition::name)
                .flatMap(
                    name ->
                        Stream.of(
                            new RetryDeadLetter(name, ""),
                            new RetryDeadLetters(name, ""),
                            new DiscardDeadLetter(name, "", ""))))
        .map(OperationsCommand::route)
        .forEach(route -> bus.subscribe(route, this::handle));
  }

  private OperationsOutcome handle(CommandMessage<?> message) {
    var actor = Origin.of(message.getMetaData()).map(Origin::actor).orElse(null);
    var command = (OperationsCommand) message.getPayload();
    return CompletableFuture.supplyAsync(() -> carriedOut(command, actor), executor).join();
  }

  private OperationsOutcome carriedOut(OperationsCommand command, @Nullable String actor) {
    return switch (command) {
      case SetSwitch(var name, boolean on, var reason) ->
          switches.set(name, on, reason, actor).isPresent()
              ? new OperationsOutcome.SwitchSet()
              : new OperationsOutcome.NotThere();
      case RetryDeadLetter(var processor, var order) -> retried(processor, order, actor);
      case RetryDeadLetters(var processor, var cause) ->
          letters
              .retryAll(processor, cause, actor)
              .<OperationsOutcome>map(OperationsMessageHandler::outcome)
              .orElseGet(OperationsOutcome.NotThere::new);
      case DiscardDeadLetter discard -> letters.discard(discard, actor);
    };
  }

  private OperationsOutcome retried(String processor, String order, @Nullable String actor) {
    return switch (letters.retry(processor, order, actor)) {
      case Outcome.Handled _ -> new OperationsOutcome.Retried(1, 0, letters.count(processor), null);
      case Outcome.FailedAgain(var reason) ->
          new OperationsOutcome.Retried(0, 1, letters.count(processor), reason);
      case Outcome.NotThere() -> new OperationsOutcome.NotThere();
    };
  }

  private static OperationsOutcome outcome(DeadLetterOperations.RetriedCause retried) {
    return new OperationsOutcome.Retried(
        retried.handled(),
        retried.failed(),
        retried.left(),
        retried.failures().isEmpty() ? null : retried.failures().getFirst().reason());
  }
}
