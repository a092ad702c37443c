package io.orderflow.simulator;

import io.orderflow.simulator.book.LedgerThread;
import io.orderflow.simulator.kafka.EmbeddedKafka;
import io.orderflow.simulator.kafka.KafkaSettings;
import io.orderflow.simulator.settings.SimulatorCannotStart;
import io.orderflow.simulator.settings.SimulatorSettings;
import io.orderflow.simulator.shipping.ShippingOverKafka;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running partner simulator: its own web server in a Spring context of its own, which takes
 * nothing from the application around it but the settings it is given.
 */
public final class PartnerSimulator implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PartnerSimulator.class);

  private final AnnotationConfigServletWebServerApplicationContext context;
  private final String address;
  private final @Nullable EmbeddedKafka broker;

  private PartnerSimulator(
      AnnotationConfigServletWebServerApplicationContext context,
      String address,
      @Nullable EmbeddedKafka broker) {
    this.context = context;
    this.address = address;
    this.broker = broker;
  }

  /** Starts a simulator that is asked over HTTP only; when this returns, it answers. */
  public static PartnerSimulator start(SimulatorSettings settings) {
    return start(settings, KafkaSettings.NONE);
  }

  /**
   * Starts a simulator whose carrier is asked over Kafka as well, and its broker before it.
   *
   * @throws SimulatorCannotStart with a sentence that says what to change
   */
  public static PartnerSimulator start(SimulatorSettings settings, KafkaSettings kafka) {
    if (kafka.broker().mode() == KafkaSettings.Mode.OFF) {
      return start(settings, kafka, null);
    }
    EmbeddedKafka broker = EmbeddedKafka.start(kafka);
    try {
      return start(settings, kafka.at(broker), broker);
    } catch (RuntimeException failed) {
      broker.close();
      throw failed;
    }
  }

  private static PartnerSimulator start(
      SimulatorSettings settings, KafkaSettings kafka, @Nullable EmbeddedKafka broker) {
    JsonMapper json = SimulatorConfiguration.json();
    LedgerThread ledger = LedgerThread.open(settings.folder(), json);
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.setDisplayName("partner simulator");
    context.registerBean(SimulatorSettings.class, () -> settings);
    context.registerBean(JsonMapper.class, () -> json);
    context.registerBean(LedgerThread.class, () -> ledger);
    context.register(SimulatorConfiguration.class);
    if (!kafka.bootstrapServers().isEmpty()) {
      context.registerBean(KafkaSettings.class, () -> kafka);
      context.register(ShippingOverKafka.class);
    }
    try {
      context.refresh();
    } catch (RuntimeException failed) {
      context.close();
      ledger.close();
      throw explained(failed, settings);
    }
    PartnerSimulator simulator = new PartnerSimulator(context, settings.address(), broker);
    log.info("Partner simulator on {}, books in {}", simulator.url(), settings.folder());
    return simulator;
  }

  private static RuntimeException explained(RuntimeException failed, SimulatorSettings settings) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SimulatorCannotStart known) {
        return known;
      }
      if (cause instanceof PortInUseException taken) {
        return new SimulatorCannotStart(
            "Port " + settings.port() + " on " + settings.address() + " is taken.",
            "Stop what listens there, or choose another one with simulator.port.",
            taken);
      }
    }
    return failed;
  }

  /** The port it listens on, also where the settings left the choice to the machine. */
  public int port() {
    WebServer server = context.getWebServer();
    return server == null ? -1 : server.getPort();
  }

  /** Where its paths begin. */
  public URI url() {
    return URI.create(
        "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port());
  }

  /** The broker it has brought along, as {@code host:port}. */
  public Optional<String> kafka() {
    return Optional.ofNullable(broker).map(EmbeddedKafka::bootstrapServers);
  }

  /** Stops answering, and lets go of port and folder. */
  @Override
  public void close() {
    context.close();
    if (broker != null) {
      broker.close();
    }
  }
}
