package io.orderflow.simulator.kafka;

import io.orderflow.simulator.settings.FolderLock;
import io.orderflow.simulator.settings.SimulatorStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * A Kafka broker in this process: one node that is its own controller, on loopback only, for
 * demonstrations and tests, without access control. Records survive restarts and the death of the
 * process; a power failure may lose the last seconds.
 */
public final class EmbeddedKafka implements AutoCloseable {

  static final String HOST = "127.0.0.1";

  private static final int LOWEST_PORT = 20_000;
  private static final int FIRST_OF_CONNECTIONS = 32_768;

  private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);

  private final KafkaRaftServer server;
  private final FolderLock folder;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, FolderLock folder, int port) {
    this.server = server;
    this.folder = folder;
    this.port = port;
  }

  public static EmbeddedKafka start(SimulatorKafkaProperties settings) {
    return start(settings.broker().folder(), settings.broker().port(), settings.topics());
  }

  /** Starts a broker with the topics of the contract under their default names. */
  public static EmbeddedKafka start(Path folder, int port) {
    return start(folder, port, SimulatorKafkaProperties.Topics.AGREED);
  }

  /**
   * Starts a broker; when this returns, it answers and has the topics. After {@link #close} it can
   * be started again on the same folder and port.
   *
   * @param port 0 takes any free one
   * @throws SimulatorStartException with a sentence that says what to change
   */
  public static EmbeddedKafka start(Path folder, int port, SimulatorKafkaProperties.Topics topics) {
    BrokerExitGuard.install();
    int chosen = port == 0 ? freePort() : port;
    requireFree(chosen);
    FolderLock taken = BrokerFolder.take(folder);
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

  private static KafkaRaftServer server(Path folder, FolderLock taken, int port) {
    try {
      var settings = new BrokerConfig(folder, port, freePort()).asProperties();
      return new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
    } catch (RuntimeException refused) {
      taken.close();
      throw cannotStart(folder, refused);
    }
  }

  private static SimulatorStartException cannotStart(Path folder, Throwable failed) {
    return new SimulatorStartException(
        "The Kafka broker in "
            + folder.toAbsolutePath()
            + " does not start: "
            + NestedExceptionUtils.getMostSpecificCause(failed)
            + ".",
        "Fix the cause, or name another folder with simulator.kafka.broker.folder to start afresh.",
        failed);
  }

  /** Below those that connections are given: one could take it before the broker listens. */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, FIRST_OF_CONNECTIONS);
      if (isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try {
      requireFree(port);
      return true;
    } catch (SimulatorStartException taken) {
      return false;
    }
  }

  private static void requireFree(int wanted) {
    try {
      new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException taken) {
      throw new SimulatorStartException(
          "Port " + wanted + " on " + HOST + ", where Kafka would listen, is taken.",
          "Stop what listens there, or choose another one with simulator.kafka.broker.port.",
          taken);
    }
  }

  public int port() {
    return port;
  }

  /** Its address, as {@code host:port}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** Stops the broker and releases port and folder. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    folder.close();
  }
}
