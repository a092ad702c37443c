package io.orderflow.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What is said of a setting that was mistyped or is taken. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MistakenStartTest {

  @Test
  void a_taken_port_is_named_with_the_setting_that_changes_it() {
    assertThat(actionFor(8080)).contains("SERVER_PORT").doesNotContain("MANAGEMENT");
    assertThat(actionFor(9080)).contains("MANAGEMENT_SERVER_PORT");
  }

  private static String actionFor(int port) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "planted", Map.of("server.port", 8080, "management.server.port", "9080")));
    var failure = new IllegalStateException(new PortInUseException(port));
    var analysis = requireNonNull(new PortFailureAnalyzer(environment).analyze(failure));
    return requireNonNull(analysis.getAction());
  }

  @Test
  void a_profile_without_settings_is_warned_of(CapturedOutput log) {
    start("dmeo");
    assertThat(log).contains("No settings belong to the profile dmeo", "profile demo");
  }

  @Test
  void the_profile_demo_is_known_to_a_service_without_settings_for_it_too(CapturedOutput log) {
    start("demo");
    assertThat(log).doesNotContain("No settings belong");
  }

  private static void start(String profile) {
    var application = new SpringApplication(Nothing.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setAdditionalProfiles(profile);
    application.run().close();
  }

  @Configuration(proxyBeanMethods = false)
  static class Nothing {}
}
