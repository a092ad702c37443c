package io.orderflow.simulator.processing;

import io.orderflow.simulator.wire.SimulatedReply;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Lets a share of the requests fail by chance: half of them before anything was done, and half
 * after it was done, of which every other one is not answered at all. Each request takes one number
 * from the source, in the order they come, so one seed gives one sequence of outcomes.
 */
final class RandomFailures {

  private final double rate;
  private final RandomGenerator random;

  RandomFailures(double rate, RandomGenerator random) {
    this.rate = rate;
    this.random = random;
  }

  /** The answer to a request, if chance lets it through; what was done stays done in any case. */
  CompletableFuture<SimulatedReply> befall(Supplier<CompletableFuture<SimulatedReply>> request) {
    double drawn = draw();
    if (drawn >= rate) {
      return request.get();
    }
    if (drawn < rate / 2) {
      return CompletableFuture.completedFuture(
          SimulatedReply.outage("The worker broke down before it began."));
    }
    SimulatedReply instead =
        drawn < rate * 3 / 4
            ? SimulatedReply.outage("The worker broke down, and may have done it before.")
            : SimulatedReply.silence();
    return request.get().thenApply(answer -> instead);
  }

  private synchronized double draw() {
    return random.nextDouble();
  }
}
