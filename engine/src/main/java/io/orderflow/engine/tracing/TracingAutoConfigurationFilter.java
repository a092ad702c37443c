package io.orderflow.engine.tracing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;

/**
 * Leaves Spring Boot's tracing out where no collector is named: it would make an id and a span of
 * each request and throw them away.
 */
final class TracingAutoConfigurationFilter
    implements AutoConfigurationImportFilter, EnvironmentAware, PriorityOrdered {

  private static final String TRACING = "org.springframework.boot.micrometer.tracing.";
  private static final String OPEN_TELEMETRY = "org.springframework.boot.opentelemetry.";

  private boolean traced;

  @Override
  public void setEnvironment(Environment environment) {
    traced = TraceExportCondition.isMet(environment);
  }

  @Override
  public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
    var kept = new boolean[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      kept[i] = traced || !isTracing(candidates[i]);
    }
    return kept;
  }

  /** Before the filter that loads the classes which a configuration asks for. */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  private static boolean isTracing(@Nullable String candidate) {
    return candidate != null
        && (candidate.startsWith(TRACING) || candidate.startsWith(OPEN_TELEMETRY));
  }
}
