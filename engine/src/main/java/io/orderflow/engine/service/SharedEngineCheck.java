package io.orderflow.engine.service;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Refuses to start a service with an event store of its own: the others would never see its events.
 */
final class SharedEngineCheck implements BeanFactoryPostProcessor, EnvironmentAware {

  private String engine = "";

  @Override
  public void setEnvironment(Environment environment) {
    engine = environment.getProperty("orderflow.engine", "postgres");
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (engine.equals("postgres")) {
      throw new FailureAnalyzedException(
          "Separate services need Axon Server: leave orderflow.engine (ORDERFLOW_ENGINE) out or set it"
              + " to axon-server. With postgres, run standalone.",
          null);
    }
  }
}
