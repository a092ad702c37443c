package io.orderflow.simulator.processing;

import io.orderflow.simulator.wire.SimulatedReply;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Makes a share of the requests fail at random: half of them before they take effect, the others
 * afterwards, and half of those without any answer. Each request draws one number, in order of
 * arrival, so one seed gives one sequence of outcomes.
 */
final class RandomFailures {

  private final double rate;
  private final RandomGenerator random;

  RandomFailures(double rate, RandomGenerator random) {
    this.rate = rate;
    this.random = random;
  }

  /** The answer to a request, or a failure instead; an effect is not rolled back. */
  CompletableFuture<SimulatedReply> apply(Supplier<CompletableFuture<SimulatedReply>> request) {
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
