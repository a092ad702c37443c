package io.orderflow.simulator.kafka;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;

/** The configuration of a broker of one node: no replication, little memory. */
record BrokerConfig(Path folder, int port, int controllerPort) {

  static final int NODE = 1;
  static final String CONTROLLER = "CONTROLLER";

  private static final String FIXED =
      """
      process.roles = broker,controller
      listener.security.protocol.map = PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
      # A misspelt topic must be an error.
      auto.create.topics.enable = false

      offsets.topic.replication.factor = 1
      offsets.topic.num.partitions = 1
      transaction.state.log.replication.factor = 1
      transaction.state.log.min.isr = 1
      transaction.state.log.num.partitions = 1
      share.coordinator.state.topic.replication.factor = 1
      share.coordinator.state.topic.min.isr = 1
      # By default a group waits three seconds for further members.
      group.initial.rebalance.delay.ms = 0

      num.network.threads = 1
      num.io.threads = 2
      background.threads = 2
      log.cleaner.dedupe.buffer.size = 2097152
      log.index.size.max.bytes = 1048576
      log.segment.bytes = 16777216
      metric.reporters =
      """;

  Properties asProperties() {
    Properties settings = new Properties();
    try {
      settings.load(new StringReader(FIXED));
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    String clients = listener("PLAINTEXT", port);
    String controller = EmbeddedKafka.HOST + ":" + controllerPort;
    settings.setProperty("node.id", String.valueOf(NODE));
    settings.setProperty("log.dirs", folder.toAbsolutePath().toString());
    settings.setProperty("controller.listener.names", CONTROLLER);
    settings.setProperty("controller.quorum.voters", NODE + "@" + controller);
    settings.setProperty("listeners", clients + "," + listener(CONTROLLER, controllerPort));
    settings.setProperty("advertised.listeners", clients);
    return settings;
  }

  private static String listener(String name, int port) {
    return name + "://" + EmbeddedKafka.HOST + ":" + port;
  }
}
