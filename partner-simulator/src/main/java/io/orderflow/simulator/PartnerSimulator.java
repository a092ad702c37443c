package io.orderflow.simulator;

import io.orderflow.simulator.kafka.EmbeddedKafka;
import io.orderflow.simulator.kafka.SimulatorKafkaProperties;
import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.settings.SimulatorProperties;
import io.orderflow.simulator.settings.SimulatorStartException;
import io.orderflow.simulator.shipping.ShippingKafkaConfiguration;
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
 * A running partner simulator. Its Spring context and web server are its own and take nothing from
 * the surrounding application but the settings.
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

  /** Starts a simulator without Kafka; when this returns, it answers. */
  public static PartnerSimulator start(SimulatorProperties settings) {
    return start(settings, SimulatorKafkaProperties.NONE);
  }

  /**
   * Starts a simulator whose carrier uses Kafka as well, and first its broker if configured.
   *
   * @throws SimulatorStartException with a sentence that says what to change
   */
  public static PartnerSimulator start(
      SimulatorProperties settings, SimulatorKafkaProperties kafka) {
    if (kafka.broker().mode() == SimulatorKafkaProperties.Mode.OFF) {
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
      SimulatorProperties settings,
      SimulatorKafkaProperties kafka,
      @Nullable EmbeddedKafka broker) {
    JsonMapper json = SimulatorConfiguration.json();
    LedgerThread ledgerThread = LedgerThread.open(settings.folder(), json);
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.setDisplayName("partner simulator");
    context.registerBean(SimulatorProperties.class, () -> settings);
    context.registerBean(JsonMapper.class, () -> json);
    context.registerBean(LedgerThread.class, () -> ledgerThread);
    context.register(SimulatorConfiguration.class);
    if (!kafka.bootstrapServers().isEmpty()) {
      context.registerBean(SimulatorKafkaProperties.class, () -> kafka);
      context.register(ShippingKafkaConfiguration.class);
    }
    try {
      context.refresh();
    } catch (RuntimeException failed) {
      context.close();
      ledgerThread.close();
      throw explained(failed, settings);
    }
    PartnerSimulator simulator = new PartnerSimulator(context, settings.address(), broker);
    log.info("Partner simulator on {}, its ledger in {}", simulator.url(), settings.folder());
    return simulator;
  }

  private static RuntimeException explained(RuntimeException failed, SimulatorProperties settings) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SimulatorStartException known) {
        return known;
      }
      if (cause instanceof PortInUseException taken) {
        return new SimulatorStartException(
            "Port " + settings.port() + " on " + settings.address() + " is taken.",
            "Stop what listens there, or choose another one with simulator.port.",
            taken);
      }
    }
    return failed;
  }

  /** The port it listens on, also if the setting is 0. */
  public int port() {
    WebServer server = context.getWebServer();
    return server == null ? -1 : server.getPort();
  }

  /** Its base address. */
  public URI url() {
    return URI.create(
        "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + port());
  }

  /** The address of the broker it has started, as {@code host:port}. */
  public Optional<String> kafka() {
    return Optional.ofNullable(broker).map(EmbeddedKafka::bootstrapServers);
  }

  /** Stops, and releases port and folder. */
  @Override
  public void close() {
    context.close();
    if (broker != null) {
      broker.close();
    }
  }
}
