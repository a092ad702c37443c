package io.orderflow.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A life step by step, for a reader who replays it. */
final class Story {

  private final List<String> lines = new ArrayList<>();
  private final SimulatedClock clock;
  private boolean told;

  Story(SimulatedClock clock) {
    this.clock = clock;
  }

  /**
   * @param told whether anybody listens; words are not even made otherwise
   */
  void reset(boolean told) {
    this.told = told;
    lines.clear();
  }

  void tell(Supplier<String> sentence) {
    if (told) {
      var age = Duration.between(SimulatedClock.DAWN, clock.instant());
      lines.add("%4d  +%-14s %s".formatted(lines.size() + 1, age, sentence.get()));
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
