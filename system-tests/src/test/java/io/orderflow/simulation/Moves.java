package io.orderflow.simulation;

import io.orderflow.api.Labels;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.OrderCommand.CancelOrder;
import io.orderflow.api.order.OrderCommand.ChangeLabels;
import io.orderflow.sagastore.SimulatedRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What can happen next in a life. Each answers whether it could happen now. */
final class Moves {

  private static final int MOST_IN_HAND = 6;

  private final World world;
  private final Operator operator;

  Moves(World world, Operator operator) {
    this.world = world;
    this.operator = operator;
  }

  boolean make(Move move) {
    return switch (move) {
      case HEAR -> hear(world.saga);
      case TAKE -> take(world.saga);
      case WORK -> work();
      case REPORT -> report();
      case LOSE_REPORT -> loseReport();
      case LATE_REQUEST -> world.network.release(world.random);
      case CALL_BACK -> world.callbacks.deliverOne(this::receive);
      case CALL_BACK_AGAIN -> world.callbacks.repeatOne(this::receive);
      case INBOX -> world.inbox.work();
      case TIME -> letTimePass();
      case RING -> ring(world.saga);
      case SETTLE_CHARGE -> world.partners.payment.settlePending();
      case DISPATCH -> world.partners.carrier.dispatch();
      case DELIVER -> world.partners.carrier.deliver();
      case ROGUE_CHARGE -> world.faults.isOdd() && world.partners.payment.goRogue();
      case CANCEL -> cancel();
      case LABEL -> label();
      case OPERATOR -> operator.act();
      case OPERATOR_COMMAND -> operator.send();
      case REFUND_HEAR -> hear(world.refunds);
      case REFUND_TAKE -> take(world.refunds);
      case REFUND_RING -> ring(world.refunds);
      case OUTAGE -> world.goAway();
      case CRASH -> {
        world.crash();
        yield true;
      }
    };
  }

  private boolean hear(SimulatedRows<?, ?> sagas) {
    if (!sagas.isBehind(world.order.messages())) {
      return false;
    }
    sagas.handleBatch(world.order.messages(), 1 + world.random.below(3), world.faults::mayCrash);
    world.story.tell(() -> "heard; " + sagas.rows());
    world.faults.mayCrash();
    return true;
  }

  private boolean take(SimulatedRows<?, ?> sagas) {
    if (world.jobs.size() == MOST_IN_HAND) {
      return false;
    }
    var job = sagas.claim();
    job.ifPresent(world.jobs::add);
    return job.isPresent();
  }

  private boolean work() {
    if (world.jobs.isEmpty()) {
      return false;
    }
    world.work(world.jobs.remove(world.random.below(world.jobs.size())));
    return true;
  }

  private boolean report() {
    if (world.parcels.isEmpty()) {
      return false;
    }
    world.deliver(world.random.oneOf(world.parcels));
    return true;
  }

  private boolean loseReport() {
    if (world.parcels.isEmpty()) {
      return false;
    }
    var lost = world.parcels.remove(world.random.below(world.parcels.size()));
    world.story.tell(() -> "a worker dies with " + lost);
    return true;
  }

  private void receive(Callbacks.Callback callback) {
    world.faults.mayCrash();
    world.inbox.receive(callback.sender(), callback.eventId(), callback.body());
    world.story.tell(() -> "called back: " + callback.body());
    world.faults.mayCrash();
  }

  private boolean ring(SimulatedRows<?, ?> sagas) {
    boolean rung = sagas.fireDeadline(world.faults::mayCrash);
    if (rung) {
      world.story.tell(() -> "a deadline rang; " + sagas.rows());
      world.faults.mayCrash();
    }
    return rung;
  }

  private boolean letTimePass() {
    var next = nextDue().filter(due -> due.isAfter(world.clock.instant()));
    if (next.isPresent() && world.random.in(75)) {
      world.clock.advanceTo(next.get());
    } else {
      var pause =
          world.random.oneOf(
              Duration.ofSeconds(1),
              Duration.ofSeconds(40),
              Duration.ofMinutes(20),
              Duration.ofDays(2));
      world.clock.advanceTo(world.clock.instant().plus(pause));
    }
    return true;
  }

  Optional<Instant> nextDue() {
    return Stream.of(
            world.saga.rows().soonest(), world.refunds.rows().soonest(), world.inbox.nextDue())
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  private boolean cancel() {
    if (!world.faults.customerCancels() || world.isAway()) {
      return false;
    }
    world.tell(new CancelOrder(world.orderId, Actor.CUSTOMER, null));
    return true;
  }

  /** Changes nothing but the labels, at any time: nothing else may notice. */
  private boolean label() {
    if (world.isAway()) {
      return false;
    }
    var labels = new Labels(Map.of("round", String.valueOf(world.random.below(3))));
    world.tell(new ChangeLabels(world.orderId, labels, List.of(), Actor.CUSTOMER, null, null));
    return true;
  }
}
