package io.orderflow.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * What PostgreSQL has in the data folder.
 *
 * @param data the data of a server that was once set up completely
 * @param fresh where it is set up at the first start; nobody's data ever lies there
 */
record ServerFiles(Path data, Path fresh, Path log, Path passwordFile, String password) {

  private static final long LOG_BYTES = 10_000_000;

  static ServerFiles in(DataFolder folder) throws IOException {
    Path data = folder.resolve("postgres");
    Path passwordFile = folder.resolve("postgres-password");
    if (!Files.exists(passwordFile)) {
      if (isFilled(data)) {
        throw new FailureAnalyzedException(
            "%s is missing, and without it the data in %s cannot be opened: put the file back."
                .formatted(passwordFile, data),
            null);
      }
      writePassword(passwordFile);
    }
    return new ServerFiles(
        data,
        folder.resolve("postgres.new"),
        folder.resolve("postgres.log"),
        passwordFile,
        Files.readString(passwordFile).strip());
  }

  boolean hasData() throws IOException {
    return isFilled(data);
  }

  /** Stops before a server is started on data that it would not, or must not, touch. */
  void refuseForeignData(String majorVersion) throws IOException {
    if (!isFilled(data)) {
      return;
    }
    Path version = data.resolve("PG_VERSION");
    String found = Files.exists(version) ? Files.readString(version).strip() : "";
    if (!found.equals(majorVersion)) {
      String what = found.isEmpty() ? "files of something else" : "data of PostgreSQL " + found;
      throw new FailureAnalyzedException(
          "%s holds %s, but this orderflow brings PostgreSQL %s:"
                  .formatted(data, what, majorVersion)
              + " move the data over with pg_dump and pg_restore, or start on another folder with"
              + " orderflow.data-folder (ORDERFLOW_DATA_FOLDER).",
          null);
    }
  }

  /** The running server's main process. */
  ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid))
        .orElseThrow(() -> new IOException("PostgreSQL ended while it was being started"));
  }

  /** Keeps the log of this start and, once it is large, one older one. */
  void rotateLog() throws IOException {
    if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
      Path older = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, older, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static boolean isFilled(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (var entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    }
  }

  /** Others on this machine can reach the port, so that loopback alone is no protection. */
  private static void writePassword(Path file) throws IOException {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    OwnerOnlyFiles.createFile(unfinished);
    Files.write(unfinished, List.of(HexFormat.of().formatHex(random)));
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
