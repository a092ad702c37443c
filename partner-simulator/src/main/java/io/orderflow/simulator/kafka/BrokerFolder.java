package io.orderflow.simulator.kafka;

import io.orderflow.simulator.settings.SimulatorCannotStart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A folder that one broker has to itself. Kafka has a lock of its own, but looks at it only after
 * it has opened the files of the controller, which ruins those of a broker that runs there.
 */
final class BrokerFolder implements AutoCloseable {

  private final FileChannel lock;

  private BrokerFolder(FileChannel lock) {
    this.lock = lock;
  }

  /**
   * Takes a folder, and makes it one that a broker accepts for its own. That is harmless where it
   * was done before, and done again where it was interrupted.
   *
   * @throws SimulatorCannotStart where it cannot be used or is in use
   */
  static BrokerFolder take(Path folder) {
    try {
      Files.createDirectories(folder);
      BrokerFolder taken = new BrokerFolder(lock(folder));
      if (Files.notExists(folder.resolve("meta.properties"))) {
        format(folder.toAbsolutePath().toString());
      }
      return taken;
    } catch (IOException unusable) {
      throw new SimulatorCannotStart(
          "The folder " + folder.toAbsolutePath() + " cannot be written: " + unusable + ".",
          "Make it writable, or name another one with simulator.kafka.broker.folder.",
          unusable);
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel lock =
        FileChannel.open(
            folder.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() != null) {
        return lock;
      }
    } catch (OverlappingFileLockException heldInThisProcess) {
      // Answered below like a lock that another process holds.
    }
    lock.close();
    throw new SimulatorCannotStart(
        "Another Kafka broker works in the folder " + folder.toAbsolutePath() + ".",
        "Stop that one, or give this one a folder of its own with simulator.kafka.broker.folder.",
        null);
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

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException alreadyGone) {
      // Closing is all that was wanted.
    }
  }
}
