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
 * PostgreSQL's files in the data folder.
 *
 * @param data the data of a completely initialized server
 * @param fresh where the first start initializes it; never contains data of users
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

  /** Refuses to start on data of another major version or another program. */
  void refuseForeignData(String majorVersion) throws IOException {
    if (!isFilled(data)) {
      return;
    }
    Path version = data.resolve("PG_VERSION");
    String found = Files.exists(version) ? Files.readString(version).strip() : "";
    if (!found.equals(majorVersion)) {
      String what = found.isEmpty() ? "files of another program" : "data of PostgreSQL " + found;
      throw new FailureAnalyzedException(
          "%s holds %s, but this orderflow contains PostgreSQL %s:"
                  .formatted(data, what, majorVersion)
              + " migrate the data with pg_dump and pg_restore, or start on another folder with"
              + " orderflow.data-folder (ORDERFLOW_DATA_FOLDER).",
          null);
    }
  }

  /** The running server's main process. */
  ProcessHandle postmaster() throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid))
        .orElseThrow(() -> new IOException("PostgreSQL exited during its start"));
  }

  /** Rotates a large log; one older file is kept. */
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

  /** Other users of this machine can reach the port, so loopback alone is no protection. */
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
