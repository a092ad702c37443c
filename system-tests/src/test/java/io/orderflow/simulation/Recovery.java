package io.orderflow.simulation;

/** All is well again in the world: what is under way must now end, in a bounded number of steps. */
final class Recovery {

  private static final int MOST_STEPS = 3_000;

  /** Whatever can be done at once is done before time passes. */
  private static final Move[] AT_ONCE = {
    Move.HEAR,
    Move.REFUND_HEAR,
    Move.REPORT,
    Move.WORK,
    Move.TAKE,
    Move.RING,
    Move.LATE_REQUEST,
    Move.CALL_BACK,
    Move.INBOX,
    Move.REFUND_TAKE,
    Move.REFUND_RING,
    Move.SETTLE_CHARGE,
    Move.DISPATCH,
    Move.DELIVER,
    Move.OPERATOR_COMMAND
  };

  private final World world;
  private final Moves moves;
  private final Operator operator;

  Recovery(World world, Moves moves, Operator operator) {
    this.world = world;
    this.moves = moves;
    this.operator = operator;
  }

  /** Answers after how many steps everything has ended. */
  int untilQuiet() {
    world.story.tell(() -> "HEALED");
    world.faults.heal();
    int steps = 0;
    int waits = 0;
    while (!hasEnded()) {
      Violation.unless(++steps < MOST_STEPS, "P4: stuck at " + where());
      if (!anythingAtOnce() && !operatorRetries()) {
        wait(++waits);
      }
    }
    return steps;
  }

  private boolean anythingAtOnce() {
    for (Move move : AT_ONCE) {
      if (moves.make(move)) {
        return true;
      }
    }
    return false;
  }

  /** A person answers what was refused, with the one thing that needs no knowledge: try again. */
  private boolean operatorRetries() {
    operator.retryRefused();
    return operator.send();
  }

  /** Mostly until the next look; now and then there is no look before the deadline. */
  private void wait(int waits) {
    var soonest = moves.nextDue();
    var next =
        waits % 4 == 0
            ? world
                .saga
                .rows()
                .soonestDeadline()
                .or(() -> world.refunds.rows().soonestDeadline())
                .or(() -> soonest)
            : soonest;
    world.clock.advanceTo(
        next.orElseThrow(
            () -> new Violation("P4: nothing will ever look at it again: " + where())));
  }

  boolean hasEnded() {
    return world.order.status().isFinal()
        && world.saga.rows().isEmpty()
        && !world.saga.isBehind(world.order.messages())
        && !world.refunds.isBehind(world.order.messages())
        && world.order.attentions().isEmpty()
        && world.refunds.rows().isEmpty()
        && isQuiet();
  }

  private boolean isQuiet() {
    return world.network.isQuiet()
        && world.callbacks.isQuiet()
        && world.inbox.nextDue().isEmpty()
        && world.jobs.isEmpty()
        && world.parcels.isEmpty();
  }

  private String where() {
    return world.order.status()
        + ", the saga in "
        + world.saga.rows()
        + ", attentions "
        + world.order.attentions()
        + ", refunds "
        + world.refunds.rows();
  }
}
