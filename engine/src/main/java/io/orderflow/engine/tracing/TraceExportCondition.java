package io.orderflow.engine.tracing;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether a collector of traces is named. An empty address is none. */
final class TraceExportCondition implements Condition {

  private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return isMet(context.getEnvironment());
  }

  /** The opposite. */
  static final class Unmet implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return !isMet(context.getEnvironment());
    }
  }

  static boolean isMet(Environment environment) {
    return StringUtils.hasText(environment.getProperty(ENDPOINT));
  }
}
