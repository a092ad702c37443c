package io.orderflow.engine.logging;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Has Spring Boot write the log in the format of {@code orderflow.log.format}. The log is set up
 * before there are beans, so this reads the setting as soon as the settings files were read.
 */
final class LogFormatPostProcessor implements EnvironmentPostProcessor, Ordered {

  private static final Map<String, Object> JSON =
      Map.of("logging.structured.format.console", "ecs");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    var format =
        Binder.get(environment).bindOrCreate("orderflow.log", LogProperties.class).format();
    if (format == LogFormat.JSON) {
      environment.getPropertySources().addLast(new MapPropertySource("orderflow.log", JSON));
    }
  }

  /** After the settings files. */
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }
}
