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
 * The running PostgreSQL of one data folder. What it has committed is on the disk. If it ends by
 * itself, as it does when a full disk keeps it from recovering, it is started again.
 */
final class EmbeddedDatabase implements AutoCloseable {

  static final String SUPERUSER = "postgres";
  static final String OWNER = "orderflow";

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration TRY_EVERY = Duration.ofSeconds(5);

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

  /** Returns when no process is left; what was committed stays. */
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
      LOG.warn(
          "PostgreSQL (process {}) is still writing and stops by itself; see {}",
          postmaster.pid(),
          files.log());
    }
  }

  private void supervise() {
    try {
      while (!isClosedWithin(LOOK_EVERY)) {
        if (!postmaster.isAlive()) {
          LOG.error("PostgreSQL has ended by itself, see {}; starting it again", files.log());
          restart();
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says once why it cannot be started, if it cannot, and goes on trying. */
  private void restart() throws InterruptedException {
    boolean said = false;
    do {
      try {
        server.close(); // lets go of its lock
        server = new ServerStart(files, settings).start(files.data());
        postmaster = files.postmaster();
        LOG.info("PostgreSQL runs again");
        return;
      } catch (IOException | FailureAnalyzedException failed) {
        if (!said) {
          LOG.error("{} It is tried again until it runs", failed.getMessage());
        }
        said = true;
      }
    } while (!isClosedWithin(TRY_EVERY));
  }

  private boolean isClosedWithin(Duration pause) throws InterruptedException {
    return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void refuseTakenPort(int port) throws IOException {
    try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      LOG.debug("Port {} is free", probe.getLocalPort());
    } catch (BindException taken) {
      throw new FailureAnalyzedException(
          "Port %d, where orderflow's PostgreSQL would listen, is taken by another program: end that"
                  .formatted(port)
              + " one, or choose another port with orderflow.postgres.port"
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
