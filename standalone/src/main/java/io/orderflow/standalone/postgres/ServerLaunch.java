package io.orderflow.standalone.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One start of the server. The library waits for its timeout even if the server has exited; this
 * wait ends with the process.
 */
final class ServerLaunch {

  private static final Duration CHECK_EVERY = Duration.ofMillis(50);

  /** After this time a launcher that was never seen counts as ended. */
  private static final Duration UNSEEN = Duration.ofSeconds(10);

  private final Path data;
  private volatile long launchedAt;
  private boolean seen;

  ServerLaunch(Path data) {
    this.data = data;
  }

  /**
   * @throws IOException if the server does not answer, or exited
   */
  EmbeddedPostgres start(EmbeddedPostgres.Builder builder) throws IOException {
    var start = new FutureTask<>(builder::start);
    var thread = Thread.ofPlatform().daemon().name("postgres-start").start(start);
    try {
      while (true) {
        try {
          return start.get(CHECK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          if (hasEnded()) {
            thread.interrupt();
            start
                .get()
                .close(); // after the interrupt the library assumes a started server, and holds a
            // lock
            throw new IOException("it exited");
          }
        }
      }
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } catch (InterruptedException stopping) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it started", stopping);
    }
  }

  /** Called just before the library launches the server. */
  void aboutToLaunch() {
    launchedAt = System.nanoTime();
  }

  private boolean hasEnded() throws IOException {
    if (launchedAt == 0) {
      return false;
    }
    boolean launching =
        ProcessHandle.current()
            .children()
            .anyMatch(child -> child.info().commandLine().orElse("").contains(data.toString()));
    seen |= launching;
    return !launching
        && (seen || System.nanoTime() - launchedAt > UNSEEN.toNanos())
        && !hasServer();
  }

  private boolean hasServer() throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return false;
    }
    String pid = Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
    return pid.isEmpty()
        || ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
  }
}
