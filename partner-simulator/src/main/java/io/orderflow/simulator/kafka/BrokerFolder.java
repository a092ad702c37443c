package io.orderflow.simulator.kafka;

import io.orderflow.simulator.SimulatorCannotStart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/** Makes a folder one that a broker takes for its own. */
final class BrokerFolder {

  private BrokerFolder() {}

  /** Harmless where it was done before; one that was killed half-way is simply done again. */
  static void prepare(Path folder) {
    try {
      Files.createDirectories(folder);
      if (Files.notExists(folder.resolve("meta.properties"))) {
        format(folder.toAbsolutePath().toString());
      }
    } catch (IOException unusable) {
      throw new SimulatorCannotStart(
          "The folder " + folder.toAbsolutePath() + " cannot be written: " + unusable + ".",
          "Make it writable, or name another one with simulator.kafka.broker.folder.",
          unusable);
    }
  }

  private static void format(String folder) throws IOException {
    try {
      new Formatter()
          .setNodeId(BrokerSettings.NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER)
          .setDirectories(List.of(folder))
          .setMetadataLogDirectory(folder)
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .run();
    } catch (IOException | RuntimeException unusable) {
      throw unusable;
    } catch (Exception other) {
      throw new IOException(other);
    }
  }
}
