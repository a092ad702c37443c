package io.orderflow.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** Says of every package whether {@code null} is excluded in it. */
final class NullMarks {

  private NullMarks() {}

  static ArchRule everywhere(Layout layout) {
    return classes()
        .that()
        .resideInAnyPackage(layout.everything())
        .should(new LieInNullMarkedPackage());
  }

  private static final class LieInNullMarkedPackage extends ArchCondition<JavaClass> {

    LieInNullMarkedPackage() {
      super("lie in a package marked with @NullMarked");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
      events.add(new SimpleConditionEvent(type, marked, type.getName() + " is not null-marked"));
    }
  }
}
