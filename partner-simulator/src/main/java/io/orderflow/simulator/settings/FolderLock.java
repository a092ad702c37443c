package io.orderflow.simulator.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder that one process at a time may use. */
public final class FolderLock implements AutoCloseable {

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Creates the folder if it is missing, and locks it until {@link #close}.
   *
   * @param user who works in the folder, for the message
   * @param property the setting that names the folder
   * @throws SimulatorStartException if the folder is in use or cannot be written
   */
  public static FolderLock take(Path folder, String file, String user, String property) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(channel)) {
        return new FolderLock(channel);
      }
      channel.close();
    } catch (IOException unusable) {
      throw unwritable(folder, property, unusable);
    }
    throw new SimulatorStartException(
        "Another " + user + " works in the folder " + folder.toAbsolutePath() + ".",
        "Stop that one, or give this one a folder of its own with " + property + ".",
        null);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  public static SimulatorStartException unwritable(
      Path folder, String property, IOException failure) {
    return new SimulatorStartException(
        "The folder " + folder.toAbsolutePath() + " cannot be written: " + failure + ".",
        "Make it writable, or name another one with " + property + ".",
        failure);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
