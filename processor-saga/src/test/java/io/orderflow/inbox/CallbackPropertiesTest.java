package io.orderflow.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.PropertySource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CallbackPropertiesTest {

  private static final String SECRET = "0123456789-0123456789-0123456789";

  private final ApplicationContextRunner start =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  @Test
  void secrets_come_from_the_variable_shared_with_the_simulator() {
    start
        .withPropertyValues("ORDERFLOW_CALLBACK_SECRETS=" + SECRET + "," + SECRET + "x")
        .run(
            context ->
                assertThat(context.getBean(CallbackProperties.class).secrets())
                    .containsExactly(SECRET, SECRET + "x"));
  }

  @Test
  void a_secret_for_standard_webhooks_has_a_key_of_24_bytes_or_more() {
    start
        .withPropertyValues("ORDERFLOW_CALLBACK_SECRETS=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void a_missing_secret_stops_the_start_and_names_the_variable() {
    start.run(
        context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("orderflow.callbacks.secrets")
                .hasMessageContaining("ORDERFLOW_CALLBACK_SECRETS"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "too-short-a-secret",
        SECRET + "," + SECRET + "," + SECRET,
        SECRET + ",x",
        "whsec_this-is-not-base64-but-something-else",
        "whsec_QWxsIHRoaXMgaXMgdG9vIHNob3J0"
      })
  void wrong_secrets_stop_the_start_and_are_not_shown(String secrets) {
    start
        .withPropertyValues("orderflow.callbacks.secrets=" + secrets)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("orderflow.callbacks.secrets")
                    .hasMessageNotContaining(secrets)
                    .hasMessageNotContaining(SECRET));
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void a_failed_start_says_what_to_change_and_prints_no_secret(CapturedOutput output) {
    var application = new SpringApplication(Settings.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    assertThatThrownBy(() -> application.run("--orderflow.callbacks.secrets=not-for-your-eyes"))
        .isNotNull();
    assertThat(output)
        .contains("ORDERFLOW_CALLBACK_SECRETS", "must have at least 32 characters")
        .doesNotContain("not-for-your-eyes");
  }

  @Test
  void the_settings_print_no_secret() {
    start
        .withPropertyValues("orderflow.callbacks.secrets=" + SECRET)
        .run(
            context ->
                assertThat(context.getBean(CallbackProperties.class))
                    .asString()
                    .doesNotContain(SECRET));
  }

  @ParameterizedTest
  @ValueSource(strings = {"workers=0", "poll-interval=1ms", "command-timeout=2m", "keep-done=0s"})
  void a_wrong_value_stops_the_start_and_names_its_property(String wrong) {
    start
        .withPropertyValues("orderflow.callbacks.secrets=" + SECRET, "orderflow.callbacks." + wrong)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining(
                        "orderflow.callbacks." + wrong.substring(0, wrong.indexOf('='))));
  }

  @EnableConfigurationProperties(CallbackProperties.class)
  @PropertySource("classpath:io/orderflow/inbox/defaults.properties")
  static class Settings {}
}
