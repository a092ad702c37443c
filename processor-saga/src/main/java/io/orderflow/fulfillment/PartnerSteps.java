package io.orderflow.fulfillment;

import static java.util.stream.Collectors.toMap;

import io.orderflow.api.Step;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.annotation.AnnotationUtils;

/** One {@link PartnerStep} per step: the application's own bean, else orderflow's default. */
public final class PartnerSteps {

  private final Map<Step, PartnerStep> steps;
  private final Set<Step> replaced = EnumSet.noneOf(Step.class);

  PartnerSteps(ObjectProvider<PartnerStep> beans) {
    steps =
        beans.stream(type -> defaultFor(type) == null)
            .collect(
                toMap(
                    PartnerStep::step,
                    bean -> bean,
                    PartnerSteps::ambiguous,
                    () -> new EnumMap<>(Step.class)));
    replaced.addAll(steps.keySet());
    beans.stream(this::isNeededDefault).forEach(bean -> steps.put(bean.step(), bean));
  }

  private boolean isNeededDefault(Class<?> type) {
    var step = defaultFor(type);
    return step != null && !replaced.contains(step);
  }

  private static @Nullable Step defaultFor(Class<?> type) {
    var mark = AnnotationUtils.findAnnotation(type, DefaultPartnerStep.class);
    return mark == null ? null : mark.value();
  }

  private static PartnerStep ambiguous(PartnerStep one, PartnerStep other) {
    throw new FailureAnalyzedException(
        "Two PartnerStep beans serve the step "
            + one.step()
            + ": "
            + one.getClass().getName()
            + " and "
            + other.getClass().getName()
            + ".",
        "Keep one of them.");
  }

  Collection<PartnerStep> all() {
    return steps.values();
  }

  /**
   * @throws IllegalArgumentException for delivery, which is only awaited
   */
  public PartnerStep of(Step step) {
    var partner = steps.get(step);
    if (partner == null) {
      throw new IllegalArgumentException("no partner serves " + step);
    }
    return partner;
  }

  /** Whether the application serves this step with a bean of its own. */
  public boolean isReplaced(Step step) {
    return replaced.contains(step);
  }
}
