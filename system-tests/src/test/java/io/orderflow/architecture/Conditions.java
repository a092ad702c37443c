package io.orderflow.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** What code must not ask the machine for. */
final class Conditions {

  /** Who sleeps all the same, and why. */
  private static final Map<String, String> SLEEPERS =
      Map.of(
          "io.orderflow.engine.postgres.TailingEventSource",
          "holds news back for some milliseconds and pauses after a failure: it waits for time");

  private Conditions() {}

  static ArchRule neverForTimeOrIds(Layout layout) {
    return noClasses()
        .that()
        .resideInAnyPackage(layout.domain())
        .should()
        .accessTargetWhere(
            describe(
                "the machine is asked for time or an id",
                access ->
                    isCall(access, Instant.class, "now", 0)
                        || isCall(access, System.class, "currentTimeMillis", 0)
                        || isCall(access, UUID.class, "randomUUID", 0)
                        || isSystemClock(access)));
  }

  static ArchRule neverToSleep(Layout layout) {
    return noClasses()
        .that()
        .resideInAnyPackage(layout.everything())
        .and(describe("have no reason", type -> !SLEEPERS.containsKey(type.getFullName())))
        .should()
        .accessTargetWhere(
            describe(
                "a thread is put to sleep",
                access ->
                    access.getTarget().getName().equals("sleep")
                        && Set.of(Thread.class.getName(), TimeUnit.class.getName())
                            .contains(access.getTargetOwner().getName())));
  }

  private static boolean isCall(JavaAccess<?> access, Class<?> owner, String name, int arguments) {
    return access.getTargetOwner().isEquivalentTo(owner)
        && access.getTarget().getName().equals(name)
        && argumentsOf(access).size() == arguments;
  }

  private static boolean isSystemClock(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(Clock.class)
        && access.getTarget().getName().startsWith("system");
  }

  private static List<?> argumentsOf(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget called
        ? called.getRawParameterTypes()
        : List.of();
  }
}
