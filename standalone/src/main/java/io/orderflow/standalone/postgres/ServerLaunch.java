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
 * One start of the server. The library waits for an answer even if the server has ended; here the
 * wait ends with the process that it is about.
 */
final class ServerLaunch {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  /** A launcher that ended so early that it was never seen. */
  private static final Duration UNSEEN = Duration.ofSeconds(10);

  private final Path data;
  private volatile long launchedAt;
  private boolean seen;

  ServerLaunch(Path data) {
    this.data = data;
  }

  /**
   * @throws IOException if the server does not answer, or has ended
   */
  EmbeddedPostgres start(EmbeddedPostgres.Builder builder) throws IOException {
    var start = new FutureTask<>(builder::start);
    var thread = Thread.ofPlatform().daemon().name("postgres-start").start(start);
    try {
      while (true) {
        try {
          return start.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          if (hasEnded()) {
            thread.interrupt();
            start.get().close(); // interrupted it believes to have started, and holds a lock
            throw new IOException("it has ended");
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

  /** Called when all is prepared, and the server is next. */
  void isNext() {
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
