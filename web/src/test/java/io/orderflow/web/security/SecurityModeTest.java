package io.orderflow.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.mock.env.MockEnvironment;

/** Open by accident is what it must never be. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecurityModeTest {

  private final MockEnvironment environment = new MockEnvironment();

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.1.2.3"})
  void without_an_issuer_loopback_is_open(String address) {
    environment.setProperty("server.address", address);
    assertThat(SecurityMode.of(environment)).isEqualTo(SecurityMode.OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.5", "", " "})
  void open_mode_on_another_address_is_refused_with_what_to_set(String address) {
    environment.setProperty("server.address", address);
    assertThatThrownBy(() -> SecurityMode.of(environment))
        .hasMessageContaining("server.address (SERVER_ADDRESS)");
    environment.setProperty("orderflow.security", "open");
    assertThatThrownBy(() -> SecurityMode.of(environment)).hasMessageContaining("SERVER_ADDRESS");
    environment.setProperty("orderflow.security", "open-accepted");
    assertThat(SecurityMode.of(environment)).isEqualTo(SecurityMode.OPEN_ACCEPTED);
  }

  @Test
  void a_missing_address_counts_as_all_addresses() {
    assertThatThrownBy(() -> SecurityMode.of(environment)).hasMessageContaining("every address");
  }

  @Test
  void an_issuer_requires_tokens_on_every_address() {
    environment.setProperty("server.address", "0.0.0.0");
    environment.setProperty("orderflow.security.issuer", "https://issuer.example");
    assertThat(SecurityMode.of(environment)).isEqualTo(SecurityMode.TOKEN);
  }

  @ParameterizedTest
  @CsvSource({
    "open-accepted, https://issuer.example, An issuer of tokens is set",
    "open, https://issuer.example, An issuer of tokens is set",
    "token, '', no issuer is set",
    "opened, '', orderflow.security (ORDERFLOW_SECURITY) is opened",
    "none, https://issuer.example, orderflow.security (ORDERFLOW_SECURITY) is none"
  })
  void contradictory_settings_are_refused(String set, String issuer, String sentence) {
    environment.setProperty("server.address", "127.0.0.1");
    environment.setProperty("orderflow.security", set);
    environment.setProperty("orderflow.security.issuer", issuer);
    assertThatThrownBy(() -> SecurityMode.of(environment)).hasMessageContaining(sentence);
  }

  /** The start fails with one sentence, before any bean is created. */
  @Test
  void a_refused_start_ends_before_any_bean_is_created(CapturedOutput output) {
    assertThatThrownBy(
        () ->
            new SpringApplicationBuilder(Guarded.class)
                .web(WebApplicationType.NONE)
                .run("--server.address=0.0.0.0"));
    assertThat(output.getAll())
        .contains("Without authentication orderflow accepts connections from this machine only")
        .contains("ORDERFLOW_SECURITY=open-accepted", "ORDERFLOW_SECURITY_ISSUER");
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @Import(SecurityModeCheck.class)
  static class Guarded {}
}
