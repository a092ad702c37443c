package io.orderflow.standalone.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The running PostgreSQL of one data folder. What it has committed is on the disk. */
final class EmbeddedDatabase implements AutoCloseable {

  static final String SUPERUSER = "postgres";
  static final String OWNER = "orderflow";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;
  private final ServerFiles files;
  private final ProcessHandle postmaster;

  private EmbeddedDatabase(EmbeddedPostgres server, ServerFiles files, ProcessHandle postmaster) {
    this.server = server;
    this.files = files;
    this.postmaster = postmaster;
  }

  static EmbeddedDatabase start(DataFolder folder, PostgresSettings settings) {
    try {
      var files = ServerFiles.in(folder);
      files.refuseForeignData(settings.majorVersion());
      new LeftoverServer(files.fresh(), files.password()).stop();
      new LeftoverServer(files.data(), files.password()).stop();
      refuseTakenPort(settings.port());
      files.rotateLog();
      if (!files.hasData()) {
        new FirstStart(files, settings).create();
      }
      var server = new ServerStart(files, settings).start(files.data());
      return new EmbeddedDatabase(server, files, files.postmaster());
    } catch (IOException failed) {
      throw new UncheckedIOException("PostgreSQL's files cannot be read or written", failed);
    }
  }

  JdbcConnectionDetails connection() {
    return new Connection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), OWNER), files.password());
  }

  /** Returns when no process is left; what was committed stays. */
  @Override
  public void close() throws IOException {
    server.close();
    if (!Ending.of(postmaster, STOP_LIMIT)) {
      LOG.warn(
          "PostgreSQL (process {}) is still writing and stops by itself; see {}",
          postmaster.pid(),
          files.log());
    }
  }

  private static void refuseTakenPort(int port) throws IOException {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      LOG.debug("Port {} is free", probe.getLocalPort());
    } catch (BindException taken) {
      throw new FailureAnalyzedException(
          "Port %d, where orderflow's PostgreSQL would listen, is taken by another program: end that"
                  .formatted(port)
              + " one, or choose another port with orderflow.postgres.port (ORDERFLOW_POSTGRES_PORT).",
          null,
          taken);
    }
  }

  private record Connection(String url, String password) implements JdbcConnectionDetails {
    @Override
    public String getJdbcUrl() {
      return url;
    }

    @Override
    public String getUsername() {
      return OWNER;
    }

    @Override
    public String getPassword() {
      return password;
    }

    @Override
    public String toString() {
      return url;
    }
  }
}
