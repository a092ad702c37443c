package io.orderflow.simulation;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * One life of one order: so many things happen in any order, then everything is healed and must
 * come to its end.
 */
final class SimulationRun {

  private static final Move[] LOTTERY =
      Arrays.stream(Move.values())
          .flatMap(move -> Stream.generate(() -> move).limit(move.weight))
          .toArray(Move[]::new);

  private final World world;
  private final Operator operator;
  private final Moves moves;
  private int steps;

  SimulationRun(World world) {
    this.world = world;
    this.operator = new Operator(world);
    this.moves = new Moves(world, operator);
  }

  /**
   * Lives it to its end.
   *
   * @throws Violation if a promise is broken on the way or at the end
   */
  void live() {
    surviving(
        () -> {
          world.place();
          return true;
        });
    if (world.order.events().isEmpty()) {
      return; // it died before the order was stored: nothing was promised
    }
    int most = world.random.oneOf(10, 30, 60, 120, 250);
    int tries = most * 8;
    while (steps < most && tries-- > 0) {
      var move = LOTTERY[world.random.below(LOTTERY.length)];
      if (surviving(() -> moves.make(move))) {
        steps++;
      }
    }
    var promises = new Invariants(world);
    steps += new Recovery(world, moves, operator).untilQuiet();
    promises.check();
  }

  int steps() {
    return steps;
  }

  private boolean surviving(BooleanSupplier step) {
    try {
      return step.getAsBoolean();
    } catch (Crash _) {
      world.crash();
      return true;
    }
  }
}
