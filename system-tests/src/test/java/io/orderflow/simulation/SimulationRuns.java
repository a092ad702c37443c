package io.orderflow.simulation;

import io.orderflow.api.order.OrderEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lives one life per seed. Answers what went wrong, or null; with JDK types only, so that it can be
 * asked from another class loader.
 */
public final class SimulationRuns implements LongFunction<@Nullable String> {

  private final SimulationFixture fixture = new SimulationFixture();

  @Override
  public @Nullable String apply(long seed) {
    return live(seed, false);
  }

  /** Lives this life once more and tells it. */
  List<String> tell(long seed) {
    var end = live(seed, true);
    var lines = new ArrayList<>(fixture.story.lines());
    lines.add(end == null ? "and every promise was kept" : end);
    return lines;
  }

  /** What the order recorded in this life; nothing if it was never placed. */
  List<OrderEvent> events(long seed) {
    var world = fixture.open(seed, false);
    new SimulationRun(world).live();
    return List.copyOf(world.order.events());
  }

  Coverage coverage() {
    return fixture.coverage;
  }

  private @Nullable String live(long seed, boolean told) {
    var world = fixture.open(seed, told);
    var life = new SimulationRun(world);
    try {
      life.live();
      fixture.coverage.ended(
          world.order.events().isEmpty() ? "never placed" : world.order.status().name(),
          life.steps());
      return null;
    } catch (Violation broken) {
      return String.valueOf(broken.getMessage());
    }
  }
}
