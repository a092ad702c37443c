package io.orderflow.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PortFailureAnalyzerTest {

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
}
