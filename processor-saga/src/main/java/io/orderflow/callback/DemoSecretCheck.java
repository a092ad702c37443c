package io.orderflow.callback;

import java.util.List;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Whoever knows the secret can report payments, and everybody knows the one of the demonstration.
 * Looked at before any bean is made, so that nothing is started that must be stopped again.
 */
@Component
class DemoSecretCheck implements BeanFactoryPostProcessor, EnvironmentAware {

  /** What the demonstration's secrets begin with, here and in the simulator. */
  private static final String DEMO_SECRET = "orderflow-demo-callback-secret";

  private final Bindable<List<String>> secretList = Bindable.listOf(String.class);
  private boolean betrayed;

  @Override
  public void setEnvironment(Environment environment) {
    boolean demo = environment.acceptsProfiles(Profiles.of("demo"));
    betrayed =
        !demo
            && Binder.get(environment)
                .bind("orderflow.callbacks.secrets", secretList)
                .orElse(List.of())
                .stream()
                .anyMatch(secret -> secret.strip().startsWith(DEMO_SECRET));
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (betrayed) {
      throw new FailureAnalyzedException(
          "The callback secret is the published one of the demonstration, with which anybody could"
              + " report a payment: set orderflow.callbacks.secrets (ORDERFLOW_CALLBACK_SECRETS) to"
              + " one of your own, or run the profile demo.",
          null);
    }
  }
}
