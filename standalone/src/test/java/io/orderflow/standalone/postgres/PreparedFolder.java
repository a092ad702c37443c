package io.orderflow.standalone.postgres;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * A data folder in which a database was set up and stopped, to be copied: setting one up takes
 * seconds, and only the tests of the first start need that.
 */
final class PreparedFolder {

  static final Path BINARIES = Path.of("target/postgres-binaries");

  private PreparedFolder() {}

  static void copyTo(Path folder) throws IOException {
    try (var files = Files.walk(Once.PREPARED)) {
      for (Path file : files.toList()) {
        Path copy = folder.resolve(Once.PREPARED.relativize(file).toString());
        Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  static PostgresProperties settings(int port) {
    return settings(port, Duration.ofSeconds(60));
  }

  /**
   * @param startupTimeout all of which is waited for, where the server cannot start
   */
  static PostgresProperties settings(int port, Duration startupTimeout) {
    return new PostgresProperties(port, "18.6.0", BINARIES, startupTimeout);
  }

  private static final class Once {
    static final Path PREPARED = prepare();

    private static Path prepare() {
      try {
        Path folder = Files.createTempDirectory(Path.of("target"), "prepared");
        try (var data = DataFolder.open(folder);
            var database = EmbeddedDatabase.start(data, settings(FreePort.find()))) {
          database.connection();
        }
        return folder;
      } catch (IOException failed) {
        throw new UncheckedIOException("cannot set up a database to copy", failed);
      }
    }
  }
}
