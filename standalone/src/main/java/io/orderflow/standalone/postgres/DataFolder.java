package io.orderflow.standalone.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * The data folder of one orderflow process. A file lock keeps other processes out; it ends with the
 * process, even after a kill.
 */
final class DataFolder implements AutoCloseable {

  private final Path root;
  private final FileChannel lockFile;

  private DataFolder(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /** Creates the folder if necessary, readable by its owner only, and locks it. */
  static DataFolder open(Path path) {
    Path root = path.toAbsolutePath().normalize();
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw unusable(root, "is not a folder", null);
    }
    try {
      if (!Files.isDirectory(root)) {
        OwnerOnlyFiles.createFolder(root);
      }
      Path lock = root.resolve("lock");
      var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return lockOrRefuse(new DataFolder(root, channel), lock);
    } catch (IOException failed) {
      throw unusable(root, "cannot be written", failed);
    }
  }

  Path resolve(String name) {
    return root.resolve(name);
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private static DataFolder lockOrRefuse(DataFolder folder, Path lock) throws IOException {
    if (!folder.isLocked()) {
      String holder = Files.readString(lock).strip();
      folder.close();
      throw new FailureAnalyzedException(
          "Another orderflow%s already uses %s: stop it, or set another folder for this one with"
                  .formatted(holder.isEmpty() ? "" : " (process " + holder + ")", folder.root)
              + " orderflow.data-folder (ORDERFLOW_DATA_FOLDER), and other ports.",
          null);
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    folder.lockFile.truncate(0);
    folder.lockFile.write(StandardCharsets.UTF_8.encode(pid));
    return folder;
  }

  private boolean isLocked() throws IOException {
    try {
      @Nullable FileLock lock = lockFile.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldInThisProcess) {
      return false;
    }
  }

  private static FailureAnalyzedException unusable(
      Path root, String why, @Nullable IOException cause) {
    String sentence =
        "The data folder %s %s: make it a folder this user can write to, or set another one with"
                .formatted(root, why)
            + " orderflow.data-folder (ORDERFLOW_DATA_FOLDER).";
    return cause == null
        ? new FailureAnalyzedException(sentence, null)
        : new FailureAnalyzedException(sentence, null, cause);
  }
}
