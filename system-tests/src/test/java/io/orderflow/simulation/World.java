package io.orderflow.simulation;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.Quantity;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ConfirmStep;
import io.orderflow.api.order.OrderCommand.ResolveStep;
import io.orderflow.api.order.OrderCommand.RetryStep;
import io.orderflow.api.order.OrderEvent.PaymentCaptured;
import io.orderflow.api.order.OrderOutcome;
import io.orderflow.inbox.SimulatedInbox;
import io.orderflow.ordering.SimulatedOrder;
import io.orderflow.sagastore.Outbox;
import io.orderflow.sagastore.Report;
import io.orderflow.sagastore.SimulatedRows;
import io.orderflow.sagastore.SimulatedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** One order, everything that works for it, and everybody it depends on. */
final class World {

  /** The share of lives whose order costs nothing, in percent. */
  private static final int FREE = 10;

  final RandomChoices random;
  final SimulatedClock clock;
  final Story story;
  final FaultProfile faults;
  final OrderId orderId = new OrderId(new UUID(0x7000, 1));
  final Money total;
  private final Money price;
  final SimulatedOrder order;
  final SimulatedRows<?, ?> saga;
  final SimulatedInbox inbox;
  final Network network;
  final Callbacks callbacks;
  final ReferenceModel reference;
  final Partners partners;
  final SimulatedRows<?, ?> refunds;
  private final Outbox outbox;

  /**
   * In memory only: tasks in workers' hands, and reports on their way, those of one errand in
   * order.
   */
  final List<SimulatedTask> jobs = new ArrayList<>();

  final List<Deque<Report>> parcels = new ArrayList<>();

  /** Until then the command side takes no command. */
  private Instant awayUntil = Instant.MIN;

  World(SimulationFixture fixture) {
    random = fixture.random;
    clock = fixture.clock;
    order = new SimulatedOrder(clock);
    story = fixture.story;
    saga = fixture.saga;
    inbox = fixture.inbox;
    refunds = fixture.refunds;
    outbox = fixture.outbox;
    outbox.confirmWith(this::answerTo);
    faults = new FaultProfile(random);
    network = new Network(faults, story);
    callbacks = new Callbacks(random, id());
    price = random.in(FREE) ? Money.zero(Placement.PRICE.currency()) : Placement.PRICE;
    total = price.times(new Quantity(Placement.PIECES));
    reference = new ReferenceModel(total.isZero(), this::paysForTheOrder);
    partners = new Partners(this);
  }

  String id() {
    return orderId.toString();
  }

  void place() {
    tell(Placement.of(orderId, price));
  }

  /** Orders and the catalogue go away, for less or longer than anything is waited for. */
  boolean goAway() {
    if (!faults.hasOutages() || isAway()) {
      return false;
    }
    var pause =
        random.oneOf(
            Duration.ofSeconds(40), Duration.ofHours(3), Duration.ofHours(30), Duration.ofDays(9));
    awayUntil = clock.instant().plus(pause);
    story.tell(() -> "the command side is away until " + awayUntil);
    return true;
  }

  boolean isAway() {
    return !faults.isHealed() && clock.instant().isBefore(awayUntil);
  }

  private OrderOutcome answerTo(ConfirmStep question) {
    if (isAway()) {
      throw new Away();
    }
    return order.handle(question, () -> {});
  }

  /** Has the order handle a command; it dies before or after the append now and then. */
  OrderOutcome tell(OrderCommand command) {
    int before = order.events().size();
    var outcome = handled(command);
    story.tell(() -> command + " → " + order.events().subList(before, order.events().size()));
    Violation.unless(
        outcome instanceof OrderOutcome.Accepted || mayBeRefused(command),
        "a report was refused: " + command + " → " + outcome);
    faults.mayCrash();
    return outcome;
  }

  private OrderOutcome handled(OrderCommand command) {
    try {
      return order.handle(command, faults::mayCrash);
    } catch (RuntimeException thrown) {
      throw new Violation("a command was answered with an exception: " + command + " → " + thrown);
    }
  }

  private static boolean mayBeRefused(OrderCommand command) {
    return command instanceof CancelOrder
        || command instanceof RetryStep
        || command instanceof ResolveStep;
  }

  void work(SimulatedTask simulatedTask) {
    if (random.in(50) && !simulatedTask.isWanted().getAsBoolean()) {
      return; // the others have looked a moment too early
    }
    story.tell(() -> "a worker does " + simulatedTask);
    try {
      simulatedTask.work().run();
    } catch (Away _) {
      return; // its lease will lapse
    }
    var reports = outbox.taken();
    faults.mayCrash();
    if (!reports.isEmpty()) {
      parcels.add(new ArrayDeque<>(reports));
    }
  }

  /** Delivers the next report of one errand; one that cannot be delivered ends the errand. */
  void deliver(Deque<Report> parcel) {
    if (isAway() && parcel.getFirst() instanceof Report.ToOrder) {
      story.tell(() -> "away: no node takes " + parcel);
      parcel.clear();
      parcels.removeIf(Deque::isEmpty);
      return;
    }
    switch (parcel.removeFirst()) {
      case Report.ToOrder(var command) -> tell(command);
      case Report.ToSaga word -> {
        story.tell(() -> "the saga is told " + word);
        word.delivery().run();
      }
    }
    parcels.removeIf(Deque::isEmpty);
  }

  /** The process dies and is started again. */
  void crash() {
    story.tell(() -> "CRASH");
    jobs.clear();
    parcels.clear();
    var _ = outbox.taken();
    order.forget();
  }

  boolean paysForTheOrder(ChargeId charge) {
    return order.events().stream()
        .anyMatch(event -> event instanceof PaymentCaptured paid && paid.chargeId().equals(charge));
  }

  /** No command is taken. */
  static final class Away extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
