package io.orderflow.blackbox;

import io.orderflow.engine.FreePort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How the one process speaks to the carrier: over HTTP, or, with {@code
 * -Dsystem-tests.shipping=kafka}, over Kafka. The broker is the simulator's, and lives and dies
 * with whoever simulates.
 */
final class Shipping {

  private static final boolean OVER_KAFKA =
      "kafka".equals(System.getProperty("system-tests.shipping"));
  private static final Map<TestFolder, Integer> PORTS = new ConcurrentHashMap<>();

  private Shipping() {}

  /** A broker that can be killed by itself, where one is wanted. */
  static @Nullable RunningBroker broker(Path folder) {
    return OVER_KAFKA ? RunningBroker.start(folder) : null;
  }

  /** The port of a broker yet to be started, where one is wanted. */
  static Optional<Integer> brokerPort() {
    return OVER_KAFKA ? Optional.of(FreePort.find()) : Optional.empty();
  }

  /** For an orderflow that simulates its partners itself: the same broker after each start. */
  static Map<String, String> withItsOwnBroker(TestFolder testFolder) {
    return OVER_KAFKA
        ? Map.of(
            "ORDERFLOW_SHIPPING_TRANSPORT",
            "kafka",
            "SIMULATOR_KAFKA_BROKER_PORT",
            "" + PORTS.computeIfAbsent(testFolder, fresh -> FreePort.find()))
        : Map.of();
  }

  /** For an orderflow whose partners, and their broker, are elsewhere. */
  static Map<String, String> at(RunningSimulator partners) {
    return partners
        .broker()
        .map(
            address ->
                Map.of(
                    "ORDERFLOW_SHIPPING_TRANSPORT",
                    "kafka",
                    "SPRING_KAFKA_BOOTSTRAP_SERVERS",
                    address))
        .orElseGet(Map::of);
  }
}
