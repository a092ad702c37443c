package io.orderflow.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** A simple name means one thing: no two top-level types share it, whatever their packages. */
final class UniqueNames {

  private UniqueNames() {}

  static ArchRule everywhere(Layout layout) {
    return classes()
        .that()
        .resideInAnyPackage(layout.everything())
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .should(new HaveASimpleNameOfTheirOwn());
  }

  private static final class HaveASimpleNameOfTheirOwn extends ArchCondition<JavaClass> {

    private final Map<String, Integer> uses = new HashMap<>();

    HaveASimpleNameOfTheirOwn() {
      super("have a simple name of their own");
    }

    @Override
    public void init(Collection<JavaClass> all) {
      all.forEach(type -> uses.merge(type.getSimpleName(), 1, Integer::sum));
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      boolean alone = uses.getOrDefault(type.getSimpleName(), 0) == 1;
      events.add(new SimpleConditionEvent(type, alone, type.getName() + " shares its simple name"));
    }
  }
}
