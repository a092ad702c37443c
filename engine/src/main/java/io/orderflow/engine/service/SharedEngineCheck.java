package io.orderflow.engine.service;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** A service that keeps its events to itself would wait for the others for ever. */
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
          "A service of its own reaches the others through Axon Server only: leave orderflow.engine"
              + " (ORDERFLOW_ENGINE) out or set it to axon-server. With postgres, run standalone.",
          null);
    }
  }
}
