package io.orderflow.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The simulation is only worth something if it finds what is wrong. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlantedBugsTest {

  /** As many as SimulationTest lives in every build: a bug that needs more would pass there. */
  private static final long WITHIN = Long.getLong("simulation.bugs.within", 5_000);

  private static final long UNPLANTED = 200;
  private static final int HOW_MANY = 28;

  @TempDir Path folder;

  @BeforeAll
  static void be_silent() {
    ((Logger) LoggerFactory.getLogger("io.orderflow")).setLevel(Level.OFF);
  }

  @Test
  void every_rule_left_out_is_found() throws Exception {
    var bugs = bugs();
    var missed = new ArrayList<String>();
    for (PlantedBug bug : bugs) {
      var found = hunt(bug);
      System.out.println(found);
      if (found.startsWith("MISSED")) {
        missed.add(found);
      }
    }
    System.out.printf("Planted bugs found: %d of %d%n", bugs.size() - missed.size(), bugs.size());

    assertThat(bugs).hasSize(HOW_MANY);
    assertThat(missed).isEmpty();
  }

  @Test
  void a_patch_that_no_longer_fits_says_so() {
    var change = new PlantedBug.Change("pom.xml", "this stands nowhere in the sources", "");
    var outdated = new PlantedBug("outdated", "none", List.of(change));

    assertThatThrownBy(() -> outdated.plant(root(), folder))
        .hasMessageContaining("The planted bug outdated no longer fits");
  }

  @Test
  void nothing_is_found_where_nothing_is_planted() throws Exception {
    try (var classes = new PatchedClasses(folder)) {
      var lives = classes.lives();
      for (long seed = 1; seed <= UNPLANTED; seed++) {
        assertThat(lives.apply(seed)).isNull();
      }
    }
  }

  private String hunt(PlantedBug bug) throws Exception {
    var patched = Files.createDirectories(folder.resolve(bug.name()));
    bug.plant(root(), patched);
    try (var classes = new PatchedClasses(patched)) {
      var lives = classes.lives();
      for (long seed = 1; seed <= WITHIN; seed++) {
        var broken = lives.apply(seed);
        if (broken != null) {
          return "found after %5d lives: %s (%s): %s"
              .formatted(seed, bug.name(), bug.rule(), brief(broken));
        }
      }
      return "MISSED in %d lives: %s (%s)".formatted(WITHIN, bug.name(), bug.rule());
    }
  }

  private static String brief(String text) {
    return text.length() <= 120 ? text : text.substring(0, 120) + "…";
  }

  private static List<PlantedBug> bugs() throws IOException {
    try (var files = Files.list(root().resolve("system-tests/src/test/resources/planted-bugs"))) {
      var bugs = new ArrayList<PlantedBug>();
      for (Path file : files.filter(name -> name.toString().endsWith(".patch")).sorted().toList()) {
        bugs.add(PlantedBug.read(file));
      }
      return bugs;
    }
  }

  /** Surefire runs in the module; an IDE may run in the root. */
  private static Path root() {
    var here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("system-tests"))
        ? here
        : Objects.requireNonNull(here.getParent());
  }
}
