package io.orderflow.standalone.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The running PostgreSQL of one data folder. Commits are flushed to disk. If the server exits, as
 * it does when a full disk prevents its recovery, it is restarted.
 */
final class EmbeddedDatabase implements AutoCloseable {

  static final String SUPERUSER = "postgres";
  static final String OWNER = "orderflow";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
  private static final Duration RETRY_EVERY = Duration.ofSeconds(5);

  private final ServerFiles files;
  private final PostgresProperties settings;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread supervisor;
  private EmbeddedPostgres server;
  private ProcessHandle postmaster;

  private EmbeddedDatabase(EmbeddedPostgres server, ServerFiles files, PostgresProperties settings)
      throws IOException {
    this.server = server;
    this.files = files;
    this.settings = settings;
    this.postmaster = files.postmaster();
    this.supervisor =
        Thread.ofPlatform().daemon().name("postgres-supervisor").start(this::supervise);
  }

  static EmbeddedDatabase start(DataFolder folder, PostgresProperties settings) {
    try {
      var files = ServerFiles.in(folder);
      files.refuseForeignData(settings.majorVersion());
      new OrphanedServer(files.fresh(), files.password()).stop();
      new OrphanedServer(files.data(), files.password()).stop();
      refuseTakenPort(settings.port());
      files.rotateLog();
      if (!files.hasData()) {
        new DatabaseInitializer(files, settings).create();
      }
      var server = new ServerStart(files, settings).start(files.data());
      return new EmbeddedDatabase(server, files, settings);
    } catch (IOException failed) {
      throw new UncheckedIOException("PostgreSQL's files cannot be read or written", failed);
    }
  }

  JdbcConnectionDetails connection() {
    return new Connection(
        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(settings.port(), OWNER), files.password());
  }

  /** Returns when the server's processes have ended. */
  @Override
  public void close() throws IOException {
    closed.countDown();
    try {
      supervisor.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    server.close();
    if (!ProcessExit.of(postmaster, STOP_LIMIT)) {
      log.warn(
          "PostgreSQL (process {}) is still shutting down; see {}", postmaster.pid(), files.log());
    }
  }

  private void supervise() {
    try {
      while (!isClosedWithin(CHECK_EVERY)) {
        if (!postmaster.isAlive()) {
          log.error("PostgreSQL exited, see {}; restarting it", files.log());
          restart();
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Retries until the server starts; logs the first failure only. */
  private void restart() throws InterruptedException {
    boolean logged = false;
    do {
      try {
        server.close(); // releases its lock
        server = new ServerStart(files, settings).start(files.data());
        postmaster = files.postmaster();
        log.info("PostgreSQL is running again");
        return;
      } catch (IOException | FailureAnalyzedException failed) {
        if (!logged) {
          log.error("{} Retrying until it starts", failed.getMessage());
        }
        logged = true;
      }
    } while (!isClosedWithin(RETRY_EVERY));
  }

  private boolean isClosedWithin(Duration pause) throws InterruptedException {
    return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void refuseTakenPort(int port) throws IOException {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      log.debug("Port {} is free", probe.getLocalPort());
    } catch (BindException taken) {
      throw new FailureAnalyzedException(
          "Port %d for orderflow's PostgreSQL is in use by another program: stop that"
                  .formatted(port)
              + " program, or set another port with orderflow.postgres.port"
              + " (ORDERFLOW_POSTGRES_PORT).",
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
