package io.orderflow.engine.tracing;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Leaves the column of the trace out of the log where no collector is named. Spring Boot writes it,
 * empty, wherever the tracing library is present.
 */
final class UntracedLogPostProcessor implements EnvironmentPostProcessor, Ordered {

  private static final Map<String, Object> NONE = Map.of("logging.expect-correlation-id", "false");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!TraceExportCondition.isMet(environment)) {
      environment.getPropertySources().addFirst(new MapPropertySource("orderflow.untraced", NONE));
    }
  }

  /** After the settings files. */
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }
}
