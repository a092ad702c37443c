package io.orderflow.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;

/**
 * One line of the architecture.
 *
 * @param sentence what it promises
 * @param under the rule for the classes under a root package
 * @param crossedBy the class among the deliberately broken ones that crosses it
 */
record ArchitectureRule(String sentence, Function<Layout, ArchRule> under, String crossedBy) {

  ArchRule rule(Layout layout) {
    return under.apply(layout).allowEmptyShould(false).as(sentence);
  }

  @Override
  public String toString() {
    return sentence;
  }
}
