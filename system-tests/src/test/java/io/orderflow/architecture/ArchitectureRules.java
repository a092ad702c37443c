package io.orderflow.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.base.DescribedPredicate.or;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import io.orderflow.architecture.Layout.Module;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** All lines of the architecture. */
final class ArchitectureRules {

  /** Axon's routing annotations, the only thing of Axon that messages carry. */
  private static final List<String> ROUTING =
      List.of(
          "org.axonframework.modelling.command.TargetAggregateIdentifier",
          "org.axonframework.commandhandling.RoutingKey");

  private static final List<String> VAGUE =
      List.of("util", "utils", "common", "impl", "dto", "config", "helper", "helpers", "manager");

  private ArchitectureRules() {}

  static Stream<ArchitectureRule> all() {
    return Stream.of(
        new ArchitectureRule(
            "the shared language knows no framework",
            ArchitectureRules::pureLanguage,
            "UtteringSpring"),
        new ArchitectureRule(
            "the engine knows no module", ArchitectureRules::engineBelow, "EngineKnowingOrders"),
        new ArchitectureRule(
            "the HTTP edge knows no module", ArchitectureRules::webBetween, "WebKnowingOrders"),
        new ArchitectureRule(
            "the engine knows no message of a module",
            layout -> noMessages(layout, Module.ENGINE),
            "EngineHandlingOrders"),
        new ArchitectureRule(
            "the HTTP edge knows no message of a module",
            layout -> noMessages(layout, Module.WEB),
            "WebHandlingOrders"),
        new ArchitectureRule(
            "the HTTP edge and the processes around the modules know no Axon",
            ArchitectureRules::noAxon,
            "WebSendingCommands"),
        new ArchitectureRule(
            "only the engine knows how events are stored and sent",
            ArchitectureRules::noInfrastructure,
            "OrderingStoringEvents"),
        new ArchitectureRule("no code uses JPA", ArchitectureRules::noJpa, "ViewMappedByJpa"),
        new ArchitectureRule(
            "packages form no cycle", ArchitectureRules::noCycles, "OrderReadingViews"),
        new ArchitectureRule("no simple name is given twice", UniqueNames::everywhere, "Twin"),
        new ArchitectureRule(
            "the write side knows no other module",
            ArchitectureRules::commandAlone,
            "OrderReadingViews"),
        new ArchitectureRule(
            "the process knows no other module",
            ArchitectureRules::processAlone,
            "SagaReadingOrders"),
        new ArchitectureRule(
            "the read side knows no other module",
            ArchitectureRules::queryAlone,
            "ViewReadingSaga"),
        new ArchitectureRule(
            "the simulator knows nothing of ours",
            ArchitectureRules::simulatorAlone,
            "KnowingPartner"),
        new ArchitectureRule(
            "every class belongs to a module", ArchitectureRules::nothingElsewhere, "Stray"),
        new ArchitectureRule(
            "public types are used outside their package", Publicity::onlyWhereUsed, "TooPublic"),
        new ArchitectureRule(
            "time and ids come in to the domain", Conditions::neverForTimeOrIds, "ClockWatcher"),
        new ArchitectureRule("no code sleeps", Conditions::neverToSleep, "Sleeper"),
        new ArchitectureRule(
            "nothing is injected into fields",
            ArchitectureRules::noFieldInjection,
            "FieldInjected"),
        new ArchitectureRule("every package is null-marked", NullMarks::everywhere, "Unmarked"),
        new ArchitectureRule(
            "packages are named after features", ArchitectureRules::featureNames, "Vague"));
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

  private static ArchRule webBetween(Layout layout) {
    return alone(layout, Module.WEB, Module.SHARED_API, Module.ENGINE);
  }

  private static ArchRule noMessages(Layout layout, Module module) {
    return noClasses()
        .that()
        .resideInAnyPackage(layout.packagesOf(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(layout.messages());
  }

  private static ArchRule noAxon(Layout layout) {
    return noClasses()
        .that()
        .resideInAnyPackage(layout.packagesOf(Module.WEB, Module.SIMULATOR, Module.STANDALONE))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.axonframework..");
  }

  /** The modules have handlers, gateways and, in the process, a saga store of their own. */
  private static ArchRule noInfrastructure(Layout layout) {
    return noClasses()
        .that()
        .resideInAnyPackage(layout.packagesOf(Module.COMMAND, Module.PROCESS, Module.QUERY))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.axonframework.axonserver..",
            "org.axonframework.eventsourcing.eventstore.jdbc..",
            "org.axonframework.eventhandling.pooled..",
            "io.axoniq..");
  }

  /**
   * ADR 0035: rows are read and written by SQL. The validator is Hibernate's too, and has nothing
   * to do with JPA.
   */
  private static ArchRule noJpa(Layout layout) {
    return noClasses()
        .that()
        .resideInAnyPackage(layout.everything())
        .should()
        .dependOnClassesThat(
            or(
                resideInAnyPackage("jakarta.persistence..", "org.springframework.data.jpa.."),
                resideInAPackage("org.hibernate..")
                    .and(not(resideInAPackage("org.hibernate.validator..")))));
  }

  private static ArchRule commandAlone(Layout layout) {
    return alone(layout, Module.COMMAND, Module.SHARED_API, Module.ENGINE, Module.WEB);
  }

  private static ArchRule processAlone(Layout layout) {
    return alone(layout, Module.PROCESS, Module.SHARED_API, Module.ENGINE, Module.WEB);
  }

  private static ArchRule queryAlone(Layout layout) {
    return alone(layout, Module.QUERY, Module.SHARED_API, Module.ENGINE, Module.WEB);
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

  private static ArchRule noCycles(Layout layout) {
    return slices().matching(layout.root() + ".(**)").should().beFreeOfCycles();
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
