package io.orderflow.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import io.orderflow.architecture.Layout.Module;

/**
 * What may be public in a module: its configuration, a main, and what another feature of it uses.
 * That other modules use none of this is the business of other lines.
 */
final class Publicity {

  private Publicity() {}

  static ArchRule onlyWhereUsed(Layout layout) {
    return classes()
        .that()
        .resideInAnyPackage(
            layout.packagesOf(
                Module.COMMAND, Module.PROCESS, Module.QUERY, Module.SIMULATOR, Module.STANDALONE))
        .and()
        .areTopLevelClasses()
        .and()
        .arePublic()
        .should(be(describe("a module, a main or used elsewhere", Publicity::mayBeSeen)));
  }

  private static boolean mayBeSeen(JavaClass type) {
    return type.getSimpleName().endsWith("Module")
        || isMain(type)
        || isUsedElsewhere(type)
        || isInTheSignatureOfOneUsedElsewhere(type);
  }

  /** A caller of the other type's method needs the name of what it returns. */
  private static boolean isInTheSignatureOfOneUsedElsewhere(JavaClass type) {
    return type.getMethodsWithReturnTypeOfSelf().stream()
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .map(JavaMember::getOwner)
        .anyMatch(
            owner -> owner.getModifiers().contains(JavaModifier.PUBLIC) && isUsedElsewhere(owner));
  }

  private static boolean isMain(JavaClass type) {
    return type.tryGetMethod("main", String[].class)
        .filter(method -> method.getModifiers().contains(JavaModifier.STATIC))
        .isPresent();
  }

  private static boolean isUsedElsewhere(JavaClass type) {
    return type.getPackage().getClasses().stream()
        .filter(part -> part.equals(type) || part.getName().startsWith(type.getName() + "$"))
        .flatMap(part -> part.getDirectDependenciesToSelf().stream())
        .anyMatch(use -> !use.getOriginClass().getPackage().equals(type.getPackage()));
  }
}
