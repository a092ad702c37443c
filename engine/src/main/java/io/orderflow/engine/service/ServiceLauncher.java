package io.orderflow.engine.service;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts one module as a service. */
public final class ServiceLauncher {

  private ServiceLauncher() {}

  /**
   * Runs it with the settings of all services, then its own, then those of the installation.
   *
   * @param application its main class
   * @param name of its settings file on the class path, {@code <name>.yml}
   */
  public static ConfigurableApplicationContext run(
      Class<?> application, String name, String... arguments) {
    return new SpringApplicationBuilder(application)
        .properties("spring.config.name=orderflow-service," + name + ",application")
        .run(arguments);
  }
}
