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
 * Refuses the published secret of the demonstration elsewhere: it would let anyone report payments.
 * Runs before any bean is created, so that nothing has to be stopped again.
 */
@Component
class DemoSecretCheck implements BeanFactoryPostProcessor, EnvironmentAware {

  /** The prefix of the demonstration's secrets, also in the simulator. */
  private static final String DEMO_SECRET = "orderflow-demo-callback-secret";

  private final Bindable<List<String>> secretList = Bindable.listOf(String.class);
  private boolean published;

  @Override
  public void setEnvironment(Environment environment) {
    boolean demo = environment.acceptsProfiles(Profiles.of("demo"));
    published =
        !demo
            && Binder.get(environment)
                .bind("orderflow.callbacks.secrets", secretList)
                .orElse(List.of())
                .stream()
                .anyMatch(secret -> secret.strip().startsWith(DEMO_SECRET));
  }

  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    if (published) {
      throw new FailureAnalyzedException(
          "The callback secret is the published one of the demonstration, which lets anyone report"
              + " payments: set orderflow.callbacks.secrets (ORDERFLOW_CALLBACK_SECRETS) to"
              + " one of your own, or run the profile demo.",
          null);
    }
  }
}
