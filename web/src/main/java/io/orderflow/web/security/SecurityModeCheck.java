package io.orderflow.web.security;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Checks the mode before any bean is created, so that an unsafe service never starts. */
final class SecurityModeCheck implements BeanFactoryPostProcessor, EnvironmentAware {

  @SuppressWarnings("NullAway.Init") // Spring sets it first
  private Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    var _ = SecurityMode.of(environment);
  }
}
