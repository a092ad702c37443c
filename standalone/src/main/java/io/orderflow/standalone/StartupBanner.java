package io.orderflow.standalone;

import io.orderflow.simulator.PartnerSimulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Logs the addresses of everything that runs, once it is ready. */
@Component
class StartupBanner {

  private static final Logger log = LoggerFactory.getLogger(OrderflowApplication.class);

  private final Environment environment;
  private final ObjectProvider<PartnerSimulator> simulator;

  StartupBanner(Environment environment, ObjectProvider<PartnerSimulator> simulator) {
    this.environment = environment;
    this.simulator = simulator;
  }

  @EventListener
  void print(ApplicationReadyEvent ready) {
    lines().forEach(log::info);
  }

  List<String> lines() {
    var lines = new ArrayList<String>();
    String profiles = String.join(", ", environment.getActiveProfiles());
    lines.add("orderflow is running" + (profiles.isEmpty() ? "" : " (" + profiles + ")"));
    lines.add("  console  " + at("server.address", "local.server.port", "/console"));
    lines.add("  orders   " + at("server.address", "local.server.port", "/api/v1/orders"));
    lines.add("  docs     " + at("server.address", "local.server.port", "/docs"));
    lines.add("  health   " + at("server.address", "local.server.port", "/health"));
    lines.add(
        "  manage   " + at("management.server.address", "local.management.port", "/actuator"));
    simulator.ifAvailable(
        partners -> lines.add("  ledger   " + partners.url() + "/simulator/ledger"));
    if (property("orderflow.shipping.transport").equalsIgnoreCase("kafka")) {
      lines.add("  kafka    " + property("spring.kafka.bootstrap-servers") + kafkaData());
    }
    lines.add("  data     " + data());
    lines.add("Ctrl-C stops it.");
    return lines;
  }

  private String data() {
    String external = property("orderflow.database.url");
    return StringUtils.hasText(external)
        ? external.replaceFirst("\\?.*", "") // parameters may contain a password
        : Path.of(property("orderflow.data-folder")).toAbsolutePath().toString();
  }

  /** Whether the broker is the simulator's. */
  private String kafkaData() {
    var partners = simulator.getIfAvailable();
    return partners != null && partners.kafka().isPresent()
        ? ", started here"
        : ", not started here";
  }

  private String at(String address, String port, String path) {
    return "http://%s:%s%s".formatted(property(address), property(port), path);
  }

  private String property(String name) {
    return environment.getProperty(name, "");
  }
}
