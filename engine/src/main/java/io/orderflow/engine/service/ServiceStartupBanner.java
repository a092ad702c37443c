package io.orderflow.engine.service;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/** Logs the addresses of a service once it is ready. */
final class ServiceStartupBanner {

  private static final Logger log = LoggerFactory.getLogger(ServiceStartupBanner.class);

  private final Environment environment;
  private final ServiceDatabaseProperties database;

  ServiceStartupBanner(Environment environment, ServiceDatabaseProperties database) {
    this.environment = environment;
    this.database = database;
  }

  @EventListener
  void print(ApplicationReadyEvent ready) {
    lines().forEach(log::info);
  }

  List<String> lines() {
    return List.of(
        property("spring.application.name") + " is running",
        "  api       " + at("server.address", "local.server.port", "/api/v1"),
        "  health    " + at("server.address", "local.server.port", "/health"),
        "  manage    " + at("management.server.address", "local.management.port", "/actuator"),
        "  database  " + database.url().replaceFirst("\\?.*", ""), // may contain a password
        "  messages  Axon Server at " + property("axon.axonserver.servers"));
  }

  private String at(String address, String port, String path) {
    return "http://%s:%s%s".formatted(property(address), property(port), path);
  }

  private String property(String name) {
    return environment.getProperty(name, "");
  }
}
