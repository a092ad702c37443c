package io.orderflow.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.base.DescribedPredicate.or;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.lang.ArchRule;
import io.orderflow.architecture.Layout.Module;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** All lines of the architecture. */
final class Lines {

  /** Axon's routing annotations, the only thing of Axon that messages carry. */
  private static final List<String> ROUTING =
      List.of(
          "org.axonframework.modelling.command.TargetAggregateIdentifier",
          "org.axonframework.commandhandling.RoutingKey");

  private static final List<String> VAGUE =
      List.of("util", "utils", "common", "impl", "dto", "config", "helper", "helpers", "manager");

  private Lines() {}

  static Stream<Line> all() {
    return Stream.of(
        new Line("the shared language knows no framework", Lines::pureLanguage, "UtteringSpring"),
        new Line("the engine knows no module", Lines::engineBelow, "EngineKnowingOrders"),
        new Line("the write side knows no other module", Lines::commandAlone, "OrderReadingViews"),
        new Line("the process knows no other module", Lines::processAlone, "SagaReadingOrders"),
        new Line("the read side knows no other module", Lines::queryAlone, "ViewReadingSaga"),
        new Line("the simulator knows nothing of ours", Lines::simulatorAlone, "KnowingPartner"),
        new Line("every class belongs to a module", Lines::nothingElsewhere, "Stray"),
        new Line("nothing is public that nobody uses", Publicity::onlyWhereUsed, "TooPublic"),
        new Line("time and ids come in to the domain", Asking::neverForTimeOrIds, "ClockWatcher"),
        new Line("nobody sleeps", Asking::neverToSleep, "Sleeper"),
        new Line("nothing is injected into fields", Lines::noFieldInjection, "FieldInjected"),
        new Line("every package is null-marked", NullMarks::everywhere, "Unmarked"),
        new Line("packages are named after features", Lines::featureNames, "Vague"));
  }

  private static ArchRule pureLanguage(Layout layout) {
    return classes()
        .that()
        .resideInAnyPackage(layout.packagesOf(Module.SHARED_API))
        .should()
        .onlyDependOnClassesThat(
            or(
                resideInAnyPackage("java..", "org.jspecify.."),
                resideInAnyPackage(layout.packagesOf(Module.SHARED_API)),
                describe(
                    "Axon's routing annotations", type -> ROUTING.contains(type.getFullName()))));
  }

  private static ArchRule engineBelow(Layout layout) {
    return alone(layout, Module.ENGINE, Module.SHARED_API);
  }

  private static ArchRule commandAlone(Layout layout) {
    return alone(layout, Module.COMMAND, Module.SHARED_API, Module.ENGINE);
  }

  private static ArchRule processAlone(Layout layout) {
    return alone(layout, Module.PROCESS, Module.SHARED_API, Module.ENGINE);
  }

  private static ArchRule queryAlone(Layout layout) {
    return alone(layout, Module.QUERY, Module.SHARED_API, Module.ENGINE);
  }

  private static ArchRule simulatorAlone(Layout layout) {
    return alone(layout, Module.SIMULATOR);
  }

  private static ArchRule alone(Layout layout, Module module, Module... below) {
    return classes()
        .that()
        .resideInAnyPackage(layout.packagesOf(module))
        .should()
        .onlyDependOnClassesThat(
            or(
                not(resideInAPackage(layout.root() + "..")),
                resideInAnyPackage(layout.packagesOf(module)),
                resideInAnyPackage(layout.packagesOf(below))));
  }

  /** Without this line a new package would escape the others. */
  private static ArchRule nothingElsewhere(Layout layout) {
    return classes()
        .that()
        .doNotHaveSimpleName("package-info")
        .should()
        .resideInAnyPackage(layout.packagesOf(Module.values()));
  }

  private static ArchRule noFieldInjection(Layout layout) {
    return noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(layout.everything())
        .should()
        .beAnnotatedWith(Autowired.class)
        .orShould()
        .beAnnotatedWith(Value.class)
        .orShould()
        .beAnnotatedWith("jakarta.inject.Inject")
        .orShould()
        .beAnnotatedWith("jakarta.annotation.Resource");
  }

  private static ArchRule featureNames(Layout layout) {
    String[] vague = VAGUE.stream().map(name -> ".." + name + "..").toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAnyPackage(layout.everything())
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .resideInAnyPackage(vague)
        .because("a name such as %s says nothing".formatted(Arrays.asList(vague)));
  }
}
