package io.orderflow.simulator.processing;

import io.orderflow.simulator.wire.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Lets a share of the requests fail by chance: half of them before anything was done, and half
 * after it was done, of which every other one is not answered at all. Each request takes one number
 * from the source, in the order they come, so one seed gives one sequence of outcomes.
 */
final class Mishaps {

  private final double rate;
  private final RandomGenerator random;

  Mishaps(double rate, RandomGenerator random) {
    this.rate = rate;
    this.random = random;
  }

  /** The answer to a request, if chance lets it through; what was done stays done in any case. */
  CompletableFuture<Reply> befall(Supplier<CompletableFuture<Reply>> request) {
    double drawn = draw();
    if (drawn >= rate) {
      return request.get();
    }
    if (drawn < rate / 2) {
      return CompletableFuture.completedFuture(
          Reply.outage("The worker broke down before it began."));
    }
    Reply instead =
        drawn < rate * 3 / 4
            ? Reply.outage("The worker broke down, and may have done it before.")
            : Reply.silence();
    return request.get().thenApply(answer -> instead);
  }

  private synchronized double draw() {
    return random.nextDouble();
  }
}
