package io.orderflow.simulator.kafka;

import io.orderflow.simulator.settings.SimulatorCannotStart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this process: one node that is its own controller, on loopback only, for
 * demonstrations and tests. Anybody on this machine may read and write there. What it has taken
 * survives restarts and the death of the process; a loss of power may take the last seconds.
 */
public final class EmbeddedKafka implements AutoCloseable {

  static final String HOST = "127.0.0.1";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

  private final KafkaRaftServer server;
  private final BrokerFolder folder;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, BrokerFolder folder, int port) {
    this.server = server;
    this.folder = folder;
    this.port = port;
  }

  /** Starts the broker that is described there. */
  public static EmbeddedKafka start(KafkaSettings settings) {
    return start(settings.broker().folder(), settings.broker().port(), settings.topics());
  }

  /** Starts a broker with the topics under the names the contract proposes. */
  public static EmbeddedKafka start(Path folder, int port) {
    return start(folder, port, KafkaSettings.Topics.AGREED);
  }

  /**
   * Starts a broker; when this returns, it answers and has the topics. Closed, it can be started
   * again on the same folder and port.
   *
   * @param folder where records and offsets are kept, by one broker at a time
   * @param port 0 takes any free one
   * @throws SimulatorCannotStart with a sentence that says what to change
   */
  public static EmbeddedKafka start(Path folder, int port, KafkaSettings.Topics topics) {
    BrokerExitGuard.keepToItself();
    int chosen = freePort(port);
    BrokerFolder taken = BrokerFolder.take(folder);
    EmbeddedKafka kafka = new EmbeddedKafka(server(folder, taken, chosen), taken, chosen);
    try {
      kafka.server.startup();
      new TopicCreator(kafka.bootstrapServers()).make(topics);
    } catch (Throwable failed) {
      kafka.close();
      throw cannotStart(folder, failed);
    }
    log.info("Kafka on {}, its data in {}", kafka.bootstrapServers(), folder);
    return kafka;
  }

  private static KafkaRaftServer server(Path folder, BrokerFolder taken, int port) {
    try {
      var settings = new BrokerSettings(folder, port, freePort(0)).asProperties();
      return new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    } catch (RuntimeException refused) {
      taken.close();
      throw cannotStart(folder, refused);
    }
  }

  private static SimulatorCannotStart cannotStart(Path folder, Throwable failed) {
    return new SimulatorCannotStart(
        "The Kafka broker in " + folder.toAbsolutePath() + " does not start: " + last(failed) + ".",
        "Mend that, or name another folder with simulator.kafka.broker.folder to start afresh.",
        failed);
  }

  private static Throwable last(Throwable failed) {
    Throwable cause = failed;
    for (Throwable next = cause; next != null; next = next.getCause()) {
      cause = next;
    }
    return cause;
  }

  private static int freePort(int wanted) {
    try (ServerSocket probe = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException taken) {
      throw new SimulatorCannotStart(
          "Port " + wanted + " on " + HOST + ", where Kafka would listen, is taken.",
          "Stop what listens there, or choose another one with simulator.kafka.broker.port.",
          taken);
    }
  }

  public int port() {
    return port;
  }

  /** Where clients find it, as {@code host:port}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** Stops it, and lets go of port and folder; its data stays. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    folder.close();
  }
}
