package io.orderflow.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * A PostgreSQL that outlived a killed orderflow. It is stopped cleanly, so that the next one starts
 * with its own settings and as a child of this process.
 */
final class OrphanedServer {

  private static final Logger log = LoggerFactory.getLogger(OrphanedServer.class);
  private static final int ANSWER_SECONDS = 30;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final Path data;
  private final Path pidFile;
  private final String password;

  /** The caller must hold the lock of the data folder. */
  OrphanedServer(Path data, String password) {
    this.data = data;
    this.pidFile = data.resolve("postmaster.pid");
    this.password = password;
  }

  void stop() throws IOException {
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.size() < 4) {
      return; // truncated by a crash; PostgreSQL handles that itself
    }
    var process = ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
    if (process.isPresent() && process.get().isAlive()) {
      stop(process.get(), Integer.parseInt(lines.get(3).strip()), lines.get(1).strip());
    }
  }

  private void stop(ProcessHandle process, int port, String servedFolder) throws IOException {
    if (isAnotherProgram(process)) {
      Files.deleteIfExists(pidFile); // the process id was reused, which PostgreSQL would not notice
      return;
    }
    for (int second = 0; second < ANSWER_SECONDS; second++) {
      switch (ask(port, servedFolder)) {
        case OURS -> {
          log.warn("Stopping the PostgreSQL (process {}) of a killed orderflow", process.pid());
          process.destroy();
          if (!ProcessExit.of(process, STOP_LIMIT)) {
            throw stuck(process);
          }
          return;
        }
        case FOREIGN -> {
          Files.deleteIfExists(pidFile);
          return;
        }
        case SILENT -> {
          if (ProcessExit.of(process, Duration.ofSeconds(1))) {
            return;
          }
        }
      }
    }
    throw stuck(process);
  }

  private enum Answer {
    OURS,
    FOREIGN,
    SILENT
  }

  private static boolean isAnotherProgram(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> !Path.of(command).getFileName().toString().startsWith("postgres"))
        .orElse(false);
  }

  /**
   * Whether the server on this port serves our data; if so, disconnects its clients. Compares with
   * the path in its pid file, so that a folder moved meanwhile is recognized.
   */
  private Answer ask(int port, String servedFolder) {
    try (var connection = superuserAt(port);
        var statement = connection.createStatement()) {
      try (var answer = statement.executeQuery("show data_directory")) {
        if (!answer.next() || !servedFolder.equals(answer.getString(1))) {
          return Answer.FOREIGN;
        }
      }
      statement.execute(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where pid <> pg_backend_pid() and backend_type = 'client backend'");
      return Answer.OURS;
    } catch (SQLException notYetOrNoMore) {
      return Answer.SILENT;
    }
  }

  private Connection superuserAt(int port) throws SQLException {
    String url =
        "jdbc:postgresql://127.0.0.1:%d/postgres?connectTimeout=5&socketTimeout=5".formatted(port);
    return DriverManager.getConnection(url, EmbeddedDatabase.SUPERUSER, password);
  }

  private FailureAnalyzedException stuck(ProcessHandle process) {
    return new FailureAnalyzedException(
        "A PostgreSQL of an earlier run (process %d) holds %s and neither answers nor stops:"
                .formatted(process.pid(), data)
            + " kill that process, then start orderflow again.",
        null);
  }
}
