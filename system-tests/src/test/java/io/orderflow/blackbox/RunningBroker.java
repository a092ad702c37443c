package io.orderflow.blackbox;

import static org.awaitility.Awaitility.await;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A Kafka broker as a process of its own, which may be killed and comes back with its records. */
final class RunningBroker implements AutoCloseable {

  /** By which the simulator is told of a broker. */
  static final String ADDRESS = "SIMULATOR_KAFKA_BOOTSTRAP_SERVERS";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Path folder;
  private final int port = FreePort.find();
  private final AtomicInteger restarts = new AtomicInteger();
  private JavaProcess process;

  private RunningBroker(Path folder) {
    this.folder = folder;
    this.process = launch();
  }

  static RunningBroker start(Path folder) {
    return new RunningBroker(folder);
  }

  private JavaProcess launch() {
    var started =
        JavaProcess.launch(
            Program.packaged("simulator.jar").with("-Xmx256m"),
            folder,
            Map.of(
                "SIMULATOR_KAFKA_BROKER_MODE", "alone", "SIMULATOR_KAFKA_BROKER_PORT", "" + port));
    await("the broker").atMost(LIMIT).ignoreExceptions().until(this::listens);
    return started;
  }

  private boolean listens() throws IOException {
    try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    }
  }

  /** As after a crash. */
  synchronized void killAndStartAgain() {
    process.kill();
    process = launch();
    restarts.incrementAndGet();
  }

  int restarts() {
    return restarts.get();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public synchronized void close() {
    process.kill();
  }
}
