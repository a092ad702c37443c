package io.orderflow.bulk;

import io.orderflow.api.OrderId;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ResolveStep;
import io.orderflow.api.order.OrderCommand.RetryStep;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.api.order.OrderEvent.AttentionRaised;
import io.orderflow.api.order.OrderEvent.CancellationStarted;
import io.orderflow.api.order.OrderEvent.ShipmentDispatched;
import io.orderflow.api.order.OrderEvent.StepResolved;
import io.orderflow.api.order.OrderEvent.StepRetryRequested;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.api.order.OrderOutcome.Accepted;
import io.orderflow.api.order.OrderOutcome.Code;
import io.orderflow.api.order.OrderOutcome.Refused;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Decides by an order's own stream like the aggregate, as far as these tests need it, and stores
 * what it decides before it answers.
 */
class WriteSide {

  /** The setting of how many commands are carried out before the first one waits at the gate. */
  static final String PERMITS = "test.permits";

  private static final int OPEN = 1_000_000;

  /** One permit for each command. */
  final Semaphore gate;

  /** Of these the first answer is lost after the command was carried out. */
  final Set<OrderId> losing = ConcurrentHashMap.newKeySet();

  /** These fail before anything is carried out, until they are taken out again. */
  final Set<OrderId> failing = ConcurrentHashMap.newKeySet();

  private final EventStore store;
  private final TransactionManager transactions;

  WriteSide(EventStore store, TransactionManager transactions, Environment environment) {
    this.store = store;
    this.transactions = transactions;
    this.gate = new Semaphore(environment.getProperty(PERMITS, Integer.class, OPEN));
  }

  void close() {
    gate.drainPermits();
  }

  void open() {
    gate.release(OPEN);
  }

  @CommandHandler
  OrderOutcome handle(RetryStep c, MetaData metaData) throws InterruptedException {
    var retried =
        new StepRetryRequested(c.orderId(), c.step(), c.chargeId(), c.attentionVersion(), c.note());
    return answer(c, retried, c.attentionVersion(), metaData);
  }

  @CommandHandler
  OrderOutcome handle(ResolveStep c, MetaData metaData) throws InterruptedException {
    var resolved =
        new StepResolved(
            c.orderId(), c.step(), c.chargeId(), c.attentionVersion(), c.resolution(), c.note());
    return answer(c, resolved, c.attentionVersion(), metaData);
  }

  @CommandHandler
  OrderOutcome handle(CancelOrder c, MetaData metaData) throws InterruptedException {
    return decide(
        c,
        metaData,
        stream -> {
          if (stream.stream().anyMatch(ShipmentDispatched.class::isInstance)) {
            return new Refused(Code.NOT_CANCELLABLE, "it has been dispatched", Set.of());
          }
          return stream.stream().anyMatch(CancellationStarted.class::isInstance)
              ? null
              : new CancellationStarted(
                  c.orderId(), CancellationReason.OPERATOR, Step.STOCK, c.actor(), c.detail());
        });
  }

  private OrderOutcome answer(
      OrderCommand command, OrderEvent answer, int version, MetaData metaData)
      throws InterruptedException {
    return decide(
        command,
        metaData,
        stream -> {
          if (stream.contains(answer)) {
            return null;
          }
          boolean answered =
              stream.stream()
                  .anyMatch(event -> about(event, answer) && !(event instanceof AttentionRaised));
          boolean raised =
              stream.stream()
                  .anyMatch(
                      event ->
                          event instanceof AttentionRaised attention
                              && about(attention, answer)
                              && attention.version() == version);
          return raised && !answered
              ? answer
              : new Refused(Code.STALE_ATTENTION, "there is none", Set.of());
        });
  }

  private static boolean about(OrderEvent one, OrderEvent other) {
    return Objects.equals(subject(one), subject(other));
  }

  private static Object subject(OrderEvent event) {
    return switch (event) {
      case AttentionRaised e -> e.step() + " " + e.chargeId();
      case StepRetryRequested e -> e.step() + " " + e.chargeId();
      case StepResolved e -> e.step() + " " + e.chargeId();
      default -> event;
    };
  }

  /** The decision is an event, a refusal, or null where it is the case already. */
  private OrderOutcome decide(OrderCommand command, MetaData metaData, Decision decision)
      throws InterruptedException {
    gate.acquire();
    var id = command.orderId();
    if (failing.contains(id)) {
      throw new IllegalStateException("order " + id + " fails");
    }
    var stored =
        store.readEvents(id.toString()).asStream().map(DomainEventMessage::getPayload).toList();
    var events = stored.stream().map(OrderEvent.class::cast).toList();
    long version = events.size() - 1L;
    var decided = decision.of(events);
    if (decided instanceof Refused refused) {
      return refused;
    }
    if (decided instanceof OrderEvent event) {
      append(version + 1, event, metaData);
      if (losing.remove(id)) {
        throw new IllegalStateException("the answer of order " + id + " is lost");
      }
      return new Accepted(version + 1);
    }
    return new Accepted(version, true);
  }

  /** On another thread, so that a failure of the command does not take it back. */
  private void append(long sequence, OrderEvent event, MetaData metaData) {
    var id = event.orderId().toString();
    var message = new GenericDomainEventMessage<>("Order", id, sequence, event, metaData);
    CompletableFuture.runAsync(
            () -> transactions.executeInTransaction(() -> store.publish(List.of(message))))
        .join();
  }

  private interface Decision {
    @Nullable Object of(List<OrderEvent> stream);
  }
}
