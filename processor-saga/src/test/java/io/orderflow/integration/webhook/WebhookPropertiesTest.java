package io.orderflow.integration.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookPropertiesTest {

  @ParameterizedTest
  @CsvSource({
    "encryption-key, ''",
    "encryption-key, no base64!",
    "encryption-key, c2hvcnQ=",
    "max-endpoints, 0",
    "max-endpoints, 10001",
    "concurrency, 0",
    "concurrency, 65",
    "timeout, 999ms",
    "timeout, 121s",
    "first-retry, 1ms",
    "longest-retry, 1s",
    "longest-retry, 25h",
    "give-up-after, 31d",
    "secret-overlap, -1s",
    "keep-deliveries, 59m",
    "keep-deliveries, 2d"
  })
  void a_setting_out_of_its_range_is_refused_and_named(String name, String value) {
    assertThatThrownBy(() -> TestSettings.of(Map.of(name, value)))
        .rootCause()
        .satisfies(
            cause ->
                assertThat(cause.toString() + cause.getMessage())
                    .contains(WebhookProperties.PREFIX + "." + name));
  }

  @ParameterizedTest
  @CsvSource({
    "allowed-ports, 0",
    "allowed-ports, 65536",
    "allowed-ports, 90-80",
    "allowed-ports, https",
    "allowed-networks, 10.0.0.0/33",
    "allowed-networks, intranet"
  })
  void ports_and_networks_that_are_none_are_refused_and_named(String name, String value) {
    var properties = TestSettings.of(Map.of(name, value));
    assertThatThrownBy(() -> new AddressPolicy(properties))
        .hasMessageContaining(WebhookProperties.PREFIX + "." + name);
  }

  @Test
  void neither_the_key_nor_a_secret_is_in_what_a_log_would_show() {
    assertThat(TestSettings.of(Map.of()).toString()).doesNotContain(TestSettings.KEY);
    assertThat(WebhookSecret.random().toString()).doesNotContain("whsec_");
    assertThatThrownBy(() -> TestSettings.of(Map.of("encryption-key", TestSettings.KEY + "A")))
        .rootCause()
        .satisfies(cause -> assertThat(cause.toString()).doesNotContain(TestSettings.KEY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-for-your-eyes", TestSettings.KEY + "A"})
  @ExtendWith(OutputCaptureExtension.class)
  void a_failed_start_says_what_to_change_and_prints_no_key(String key, CapturedOutput output) {
    var application = new SpringApplication(Settings.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    assertThatThrownBy(
            () -> application.run("--" + WebhookProperties.PREFIX + ".encryption-key=" + key))
        .isNotNull();
    assertThat(output)
        .contains("ORDERFLOW_INTEGRATION_WEBHOOKS_ENCRYPTIONKEY", "openssl rand -base64 32")
        .doesNotContain(key);
  }

  @Test
  void a_statement_stores_at_most_a_hundred_thousand_deliveries_or_those_of_one_event() {
    assertThat(WebhookDeliveries.eventsAtOnce(1_000)).isEqualTo(100);
    assertThat(WebhookDeliveries.eventsAtOnce(10_000)).isEqualTo(10);
    assertThat(WebhookDeliveries.eventsAtOnce(1_000_000)).isEqualTo(1);
  }

  @Test
  void the_published_key_is_refused_outside_of_the_demonstration() {
    var published =
        TestSettings.of(Map.of("encryption-key", "b3JkZXJmbG93LWRlbW8ta2V5LWtub3duLXRvLWFsbCE="));
    assertThatThrownBy(published::requireOwnKey)
        .satisfies(cause -> assertThat(cause.toString()).contains("encryption-key"));
    TestSettings.of(Map.of()).requireOwnKey();
  }

  @EnableConfigurationProperties(WebhookProperties.class)
  static class Settings {}
}
