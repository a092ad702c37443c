package io.orderflow.web;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Names the setting of a port that is in use. Spring Boot's own analyzer names only the number. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortFailureAnalyzer extends AbstractFailureAnalyzer<PortInUseException> {

  private final Environment environment;

  PortFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable whole, PortInUseException taken) {
    String port = Integer.toString(taken.getPort());
    if (port.equals(environment.getProperty("server.port"))) {
      return analysis(taken, "the API", "server.port (SERVER_PORT)");
    }
    if (port.equals(environment.getProperty("management.server.port"))) {
      return analysis(taken, "management", "management.server.port (MANAGEMENT_SERVER_PORT)");
    }
    return null;
  }

  private static FailureAnalysis analysis(PortInUseException taken, String what, String setting) {
    return new FailureAnalysis(
        "Port %d for %s is in use by another program.".formatted(taken.getPort(), what),
        "Stop that program, or set another port with %s.".formatted(setting),
        taken);
  }
}
