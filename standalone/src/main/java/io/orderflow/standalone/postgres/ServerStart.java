package io.orderflow.standalone.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Starts the server with durable settings, and explains a failed start. */
final class ServerStart {

  /** The size of one WAL segment, which PostgreSQL allocates in advance. */
  private static final long LEAST_SPACE = 16 << 20;

  /** Its answer while it is still starting. */
  private static final String NOT_YET = "the database system is";

  private final ServerFiles files;
  private final PostgresProperties settings;
  private final Path binaries;

  ServerStart(ServerFiles files, PostgresProperties settings) {
    this.files = files;
    this.settings = settings;
    this.binaries = settings.binariesFolder().toAbsolutePath().normalize();
  }

  EmbeddedPostgres start(Path data) throws IOException {
    OwnerOnlyFiles.createFolder(binaries);
    int logged = logLines().size();
    var launch = new ServerLaunch(data);
    try {
      var server =
          launch.start(builder(data).setDataDirectoryCustomizer(_ -> launch.aboutToLaunch()));
      OwnerOnlyFiles.restrict(binaries); // the library makes it world-writable
      return server;
    } catch (IOException | RuntimeException failed) {
      throw explain(failed, logged);
    }
  }

  private EmbeddedPostgres.Builder builder(Path data) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setOverrideWorkingDirectory(binaries.toFile())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setPort(settings.port())
        .setPGStartupWait(settings.startupTimeout())
        .setOutputRedirector(Redirect.appendTo(files.log().toFile()))
        .setErrorRedirector(Redirect.appendTo(files.log().toFile()))
        // For initdb: the same collation on every machine, and password authentication everywhere.
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setLocaleConfig("auth-local", "scram-sha-256")
        .setLocaleConfig("auth-host", "scram-sha-256")
        .setLocaleConfig("pwfile", files.passwordFile().toString())
        .setConnectConfig("password", files.password())
        // The library starts servers for tests, with all of these off.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_connections", "60")
        .setServerConfig("shared_buffers", "128MB");
  }

  private FailureAnalyzedException explain(Exception failed, int logged) throws IOException {
    if (Files.getFileStore(files.log().getParent()).getUsableSpace() < LEAST_SPACE) {
      return new FailureAnalyzedException(
          "PostgreSQL does not start, because the disk of %s is full (%s): free space there, or move"
                  .formatted(files.data().getParent(), lastError(failed, logged))
              + " the folder and set its new place with orderflow.data-folder (ORDERFLOW_DATA_FOLDER).",
          null,
          failed);
    }
    return new FailureAnalyzedException(
        "PostgreSQL does not start (%s): see %s, or set an external database with"
                .formatted(lastError(failed, logged), files.log())
            + " orderflow.database.url (ORDERFLOW_DATABASE_URL).",
        null,
        failed);
  }

  private String lastError(Exception failed, int logged) throws IOException {
    return logLines().stream()
        .skip(logged)
        .filter(line -> line.contains("FATAL") || line.contains("error:") || line.contains("PANIC"))
        .filter(line -> !line.contains(NOT_YET))
        .map(String::strip)
        .reduce((earlier, later) -> later)
        .orElseGet(() -> String.valueOf(failed.getMessage()));
  }

  private List<String> logLines() throws IOException {
    return Files.exists(files.log()) ? Files.readAllLines(files.log()) : List.of();
  }
}
