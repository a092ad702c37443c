package io.orderflow.blackbox;

import io.orderflow.engine.FreePort;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The partners as a process of their own, which survives whatever happens to the application. */
final class RunningSimulator implements AutoCloseable {

  static final String SECRET = "a-secret-that-only-this-test-knows-of";

  private final JavaProcess process;
  private final String url;
  private final Optional<String> broker;

  private RunningSimulator(JavaProcess process, String url, Optional<String> broker) {
    this.process = process;
    this.url = url;
    this.broker = broker;
  }

  static RunningSimulator start(Path folder) {
    return start(folder, FreePort.find());
  }

  static RunningSimulator start(Path folder, int port) {
    return start(folder, port, Map.of());
  }

  /**
   * @param more environment variables, for partners that behave in another way
   */
  static RunningSimulator start(Path folder, int port, Map<String, String> more) {
    String url = "http://127.0.0.1:" + port;
    var settings = new HashMap<>(more);
    settings.put("SIMULATOR_PORT", "" + port);
    settings.put("ORDERFLOW_CALLBACK_SECRETS", SECRET);
    var broker =
        Optional.ofNullable(more.get(RunningBroker.ADDRESS))
            .or(() -> Shipping.brokerPort().map(free -> included(free, settings)));
    var process = JavaProcess.launch("simulator.jar", folder, settings);
    process.awaitAnswerAt(url + "/health");
    return new RunningSimulator(process, url, broker);
  }

  private static String included(int port, Map<String, String> settings) {
    settings.put("SIMULATOR_KAFKA_BROKER_MODE", "included");
    settings.put("SIMULATOR_KAFKA_BROKER_PORT", "" + port);
    return "127.0.0.1:" + port;
  }

  /** The address of the broker it was told of, or has brought along. */
  Optional<String> broker() {
    return broker;
  }

  String url() {
    return url;
  }

  Ledger ledger() {
    return new Ledger(url);
  }

  @Override
  public void close() {
    process.stop();
  }
}
