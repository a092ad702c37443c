package io.orderflow.simulator.settings;

import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Writes the log as ECS with {@code orderflow.log.format=json}, as orderflow itself does. */
final class SimulatorLogFormat implements EnvironmentPostProcessor, Ordered {

  private static final String SETTING = "orderflow.log.format";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String format = environment.getProperty(SETTING, "");
    switch (format.strip().toLowerCase(Locale.ROOT)) {
      case "", "human" -> {}
      case "json" ->
          environment
              .getPropertySources()
              .addLast(
                  new MapPropertySource(
                      "simulator.log", Map.of("logging.structured.format.console", "ecs")));
      default ->
          throw new SimulatorStartException(
              SETTING + " is " + format + ", which is no format of a log.",
              "Set it, or ORDERFLOW_LOG_FORMAT, to human or json.",
              null);
    }
  }

  /** After the settings files. */
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }
}
