package io.orderflow.simulator.kafka;

import io.orderflow.simulator.settings.FolderLock;
import io.orderflow.simulator.settings.SimulatorStartException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Locks and formats the folder of a broker. Kafka's own lock is checked only after the files of the
 * controller are open, which damages those of a broker that runs there.
 */
final class BrokerFolder {

  private static final String PROPERTY = "simulator.kafka.broker.folder";

  private BrokerFolder() {}

  /**
   * Formats the folder if that was not completed before.
   *
   * @throws SimulatorStartException if it is in use or cannot be written
   */
  static FolderLock take(Path folder) {
    FolderLock lock = FolderLock.take(folder, "broker.lock", "Kafka broker", PROPERTY);
    try {
      if (Files.notExists(folder.resolve("meta.properties"))) {
        format(folder.toAbsolutePath().toString());
      }
      return lock;
    } catch (IOException unusable) {
      lock.close();
      throw FolderLock.unwritable(folder, PROPERTY, unusable);
    }
  }

  private static void format(String folder) throws IOException {
    try {
      new Formatter()
          .setNodeId(BrokerConfig.NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerConfig.CONTROLLER)
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
