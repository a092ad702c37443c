package io.orderflow.simulation;

import io.orderflow.api.Step;
import io.orderflow.api.catalog.StockCommand;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.fulfillment.SimulatedFulfillment;
import io.orderflow.inbox.SimulatedInbox;
import io.orderflow.sagastore.Outbox;
import io.orderflow.sagastore.SimulatedRows;
import io.orderflow.unexpectedpayment.SimulatedRefunds;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;

/** What is built once and serves one life after the other. */
final class SimulationFixture {

  final RandomChoices random = new RandomChoices();
  final SimulatedClock clock = new SimulatedClock();
  final Story story = new Story(clock);
  final Coverage coverage = new Coverage();
  final SimulatedInbox inbox = new SimulatedInbox(gateway(), clock);
  final Outbox outbox = new Outbox();
  final SimulatedRows<?, ?> saga;
  final SimulatedRows<?, ?> refunds;
  private @Nullable World world;

  SimulationFixture() {
    var wiring = new Wiring(this::world);
    var caller = SimulatedFulfillment.partnerCaller(outbox, random, clock);
    saga = SimulatedFulfillment.rows(clock, wiring.steps(gateway()), caller, outbox, coverage::met);
    refunds =
        SimulatedRefunds.rows(
            clock, wiring.refunds(), caller, outbox, SimulatedFulfillment.requests());
  }

  /** Clears the stage for the life of this seed. */
  World open(long seed, boolean told) {
    random.reset(seed);
    clock.reset();
    story.reset(told);
    inbox.reset();
    saga.reset(random.in(10));
    refunds.reset(random.in(50));
    var opened = new World(this);
    world = opened;
    return opened;
  }

  private World world() {
    return Objects.requireNonNull(world);
  }

  /**
   * Takes commands as production's bus does: orders at once, the catalogue as far as it answers.
   */
  private CommandGateway gateway() {
    return (CommandGateway)
        Proxy.newProxyInstance(
            CommandGateway.class.getClassLoader(),
            new Class<?>[] {CommandGateway.class},
            (_, method, arguments) -> {
              if (!method.getName().equals("send")) {
                throw new UnsupportedOperationException(method + " is not simulated");
              }
              if (world().isAway()) {
                return CompletableFuture.failedFuture(new World.Away());
              }
              return arguments[0] instanceof StockCommand command
                  ? askCatalogue(command)
                  : CompletableFuture.completedFuture(world().tell((OrderCommand) arguments[0]));
            });
  }

  private CompletableFuture<?> askCatalogue(StockCommand command) {
    var asked = world();
    try {
      return CompletableFuture.completedFuture(
          asked.network.exchange(
              Step.STOCK,
              command.getClass().getSimpleName(),
              () -> asked.partners.answer(command)));
    } catch (IOException unanswered) {
      return CompletableFuture.failedFuture(unanswered);
    }
  }
}
