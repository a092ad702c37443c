package io.orderflow.engine.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** Warnings about a mistyped setting. */
@ExtendWith(OutputCaptureExtension.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MistakenStartTest {

  @Test
  void a_profile_without_settings_is_logged_as_a_warning(CapturedOutput log) {
    start("dmeo");
    assertThat(log).contains("The profile dmeo has no settings", "profile demo");
  }

  @Test
  void the_demo_profile_never_causes_the_warning(CapturedOutput log) {
    start("demo");
    assertThat(log).doesNotContain("has no settings");
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
