package io.orderflow.simulation;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderEvent.CompensationRefused;
import io.orderflow.api.order.OrderStatus;

/** What must be true of an order that has ended. */
final class Invariants {

  private final World world;

  Invariants(World world) {
    this.world = world;
  }

  void check() {
    new LegalMoves().check(world.order.events());
    money();
    goods();
    Violation.unless(
        world.reference.wasRefundRefused()
            || world.order.events().stream().noneMatch(CompensationRefused.class::isInstance),
        "P17: an undo waited for a person though no partner has said no");
    Violation.unless(
        world.inbox.rejected().isEmpty(), "P9: parked for a person: " + world.inbox.rejected());
    repetitionChangesNothing();
  }

  private boolean isCompleted() {
    return world.order.status() == OrderStatus.COMPLETED;
  }

  private void money() {
    var truth = world.reference;
    var kept = truth.kept();
    boolean paid = isCompleted() && !world.total.isZero();
    Violation.unless(
        kept.size() == (paid ? 1 : 0), "P5: " + world.order.status() + " and kept " + kept);
    Violation.unless(
        kept.stream().allMatch(world::paysForTheOrder), "P5: kept a charge the order never took");
    Violation.unless(
        truth.refunds().stream().distinct().count() == truth.refunds().size(),
        "P6: refunded twice: " + truth.refunds());
    var sum =
        kept.stream().map(truth::amount).reduce(Money.zero(world.total.currency()), Money::plus);
    var due = isCompleted() ? world.total : Money.zero(world.total.currency());
    Violation.unless(sum.equals(due), "P15: " + sum + " is left instead of " + due);
  }

  private void goods() {
    Violation.unless(
        world.reference.isShipped() == isCompleted(),
        "P7: " + world.order.status() + ", shipped: " + world.reference.isShipped());
    Violation.unless(
        world.partners.stock.held() == (isCompleted() ? Placement.PIECES : 0),
        "P6: " + world.order.status() + " and holds " + world.partners.stock.held() + " pieces");
  }

  /** Every callback comes once more, under its old name and under a new one. */
  private void repetitionChangesNothing() {
    int events = world.order.events().size();
    int refunds = world.reference.refunds().size();
    for (var callback : world.callbacks.sent()) {
      world.inbox.receive(callback.sender(), callback.eventId(), callback.body());
      var again = callback.renamed("last-" + callback.eventId());
      world.inbox.receive(again.sender(), again.eventId(), again.body());
    }
    while (world.inbox.work()) {
      // on to the next ones
    }
    Violation.unless(
        events == world.order.events().size(),
        "P9: repeated callbacks made news: "
            + world.order.events().subList(events, world.order.events().size()));
    Violation.unless(
        refunds == world.reference.refunds().size(), "P9: repeated callbacks moved money");
  }
}
