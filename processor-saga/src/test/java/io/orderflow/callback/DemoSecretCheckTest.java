package io.orderflow.callback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DemoSecretCheckTest {

  private static final String DEMO_SECRET = "orderflow-demo-callback-secret-known-to-everybody";
  private static final String OWN_SECRET = "0b4f5c1d8a9e4b7c9d2e3f60718293a4";

  private final ApplicationContextRunner orderflow =
      new ApplicationContextRunner().withBean(DemoSecretCheck.class);

  @Test
  void the_published_secret_is_accepted_in_the_demo_profile() {
    orderflow
        .withPropertyValues("spring.profiles.active=demo")
        .withPropertyValues("orderflow.callbacks.secrets=" + DEMO_SECRET)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void the_published_secret_is_refused_elsewhere_also_as_the_second_of_two() {
    orderflow
        .withPropertyValues("orderflow.callbacks.secrets=" + OWN_SECRET + ", " + DEMO_SECRET)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasMessageContaining("ORDERFLOW_CALLBACK_SECRETS")
                    .hasMessageNotContaining(OWN_SECRET));
  }

  @Test
  void another_secret_is_accepted() {
    orderflow
        .withPropertyValues("orderflow.callbacks.secrets=" + OWN_SECRET)
        .run(context -> assertThat(context).hasNotFailed());
  }
}
