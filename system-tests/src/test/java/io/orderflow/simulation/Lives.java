package io.orderflow.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lives one life per seed. Answers what went wrong, or null; with JDK types only, so that it can be
 * asked from another class loader.
 */
public final class Lives implements LongFunction<@Nullable String> {

  private final Stage stage = new Stage();

  @Override
  public @Nullable String apply(long seed) {
    return live(seed, false);
  }

  /** Lives this life once more and tells it. */
  List<String> tell(long seed) {
    var end = live(seed, true);
    var lines = new ArrayList<>(stage.story.lines());
    lines.add(end == null ? "and every promise was kept" : end);
    return lines;
  }

  Coverage coverage() {
    return stage.coverage;
  }

  private @Nullable String live(long seed, boolean told) {
    var world = stage.open(seed, told);
    var life = new Life(world);
    try {
      life.live();
      stage.coverage.ended(
          world.order.events().isEmpty() ? "never placed" : world.order.status().name(),
          life.steps());
      return null;
    } catch (Violation broken) {
      return String.valueOf(broken.getMessage());
    }
  }
}
