package io.orderflow.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ArchitectureTest {

  private static final Layout OURS = new Layout("io.orderflow");
  private static final Layout BROKEN = new Layout("io.orderflow.architecture.broken");

  private static final JavaClasses OUR_CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(OURS.root());
  private static final JavaClasses BROKEN_CLASSES =
      new ClassFileImporter().importPackages(BROKEN.root());

  static Stream<ArchitectureRule> lines() {
    return ArchitectureRules.all();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_line_holds(ArchitectureRule architectureRule) {
    architectureRule.rule(OURS).check(OUR_CLASSES);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_line_has_been_seen_to_fail_and_only_for_who_crosses_it(ArchitectureRule architectureRule) {
    var found =
        architectureRule.rule(BROKEN).evaluate(BROKEN_CLASSES).getFailureReport().getDetails();

    assertThat(found)
        .isNotEmpty()
        .allSatisfy(detail -> assertThat(detail).contains("." + architectureRule.crossedBy()));
  }

  @Test
  void tests_do_not_sleep_either() throws IOException {
    List<Location> tests = testClassesOfAllModules();
    var classes =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains("/architecture/broken/"))
            .importLocations(tests);

    assertThat(tests).hasSizeGreaterThan(1);
    Conditions.neverToSleep(OURS).allowEmptyShould(false).check(classes);
  }

  private static List<Location> testClassesOfAllModules() throws IOException {
    try (var modules = Files.list(Path.of(".."))) {
      return modules
          .map(module -> module.resolve("target/test-classes"))
          .filter(Files::isDirectory)
          .flatMap(folder -> Locations.of(List.of(toUrl(folder))).stream())
          .toList();
    }
  }

  private static URL toUrl(Path folder) {
    try {
      return folder.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
