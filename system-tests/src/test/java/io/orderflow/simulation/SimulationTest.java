package io.orderflow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.slf4j.LoggerFactory;

/**
 * Every build lives as many lives as find each planted bug several times over, the thorough one
 * three times as many others. {@code -Dsimulation.lives=1000000} lives more lives, {@code
 * -Dsimulation.from=…} other ones, {@code -Dsimulation.seed=…} lives one again and tells it.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimulationTest {

  private static final long LIVES = Long.getLong("simulation.lives", 5_000);
  private static final long OTHER_LIVES = 3 * LIVES;
  private static final long FROM = Long.getLong("simulation.from", 1);
  private static final int ENOUGH = 5;

  /** Partners misbehave a hundred times in every second of this; that log is not worth reading. */
  @BeforeAll
  static void be_silent() {
    ((Logger) LoggerFactory.getLogger("io.orderflow")).setLevel(Level.OFF);
  }

  @Test
  @DisabledIfSystemProperty(named = "simulation.seed", matches = ".*")
  void every_life_keeps_every_promise() {
    live(FROM, LIVES);
  }

  @Test
  @Tag("thorough")
  @DisabledIfSystemProperty(named = "simulation.seed", matches = ".*")
  void every_other_life_keeps_every_promise_too() {
    live(FROM + LIVES, OTHER_LIVES);
  }

  private static void live(long from, long count) {
    var lives = new SimulationRuns();
    var broken = new ArrayList<String>();
    long start = System.nanoTime();
    for (long seed = from; seed < from + count && broken.size() < ENOUGH; seed++) {
      var what = lives.apply(seed);
      if (what != null) {
        broken.add("seed " + seed + ": " + what + "\n  replay: " + replaying(seed));
      }
    }
    print(count, lives.coverage(), Duration.ofNanos(System.nanoTime() - start));

    assertThat(broken).isEmpty();
    assertThat(lives.coverage().ends()).containsKeys("COMPLETED", "CANCELLED");
  }

  @Test
  void the_same_seed_lives_the_same_life() {
    var lives = new SimulationRuns();
    var once = lives.tell(FROM);
    var other = lives.tell(FROM + 1);

    assertThat(lives.tell(FROM)).isEqualTo(once).isNotEqualTo(other);
    assertThat(new SimulationRuns().tell(FROM)).isEqualTo(once);
  }

  @Test
  void one_life_is_told_step_by_step() {
    List<String> story = new SimulationRuns().tell(Long.getLong("simulation.seed", 0));
    story.forEach(System.out::println);

    assertThat(story.getLast()).isEqualTo("and every promise was kept");
  }

  static String replaying(long seed) {
    return "mvn test -pl system-tests -am -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false"
        + " -Dsimulation.seed="
        + seed;
  }

  private static void print(long lives, Coverage coverage, Duration took) {
    System.out.printf(
        "%nSimulated lives: %d in %d s (%d µs each), %d steps, ends %s,%n%d pairs of state and"
            + " signal met:%n%s%n%n",
        lives,
        took.toSeconds(),
        took.toNanos() / 1_000 / Math.max(1, lives),
        coverage.steps(),
        coverage.ends(),
        coverage.pairs(),
        coverage.table());
  }
}
