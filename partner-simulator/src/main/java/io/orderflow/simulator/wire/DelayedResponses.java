package io.orderflow.simulator.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.servlet.function.ServerResponse;

/** Delayed responses: each holds a connection and no thread. */
final class DelayedResponses implements AutoCloseable {

  private static final int MAX_HELD = 2_000;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final AtomicInteger held = new AtomicInteger();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("simulator-held-answers").factory());

  DelayedResponses() {
    // Now: Tomcat reports a thread that is created during a request as a leak.
    timer.prestartCoreThread();
  }

  /** The response after the delay, or {@code refusal} at once if too many are held. */
  ServerResponse hold(ServerResponse response, Duration delay, ServerResponse refusal) {
    if (held.incrementAndGet() > MAX_HELD) {
      held.decrementAndGet();
      return refusal;
    }
    CompletableFuture<ServerResponse> later = new CompletableFuture<>();
    var _ =
        timer.schedule(
            () -> {
              held.decrementAndGet();
              later.complete(response);
            },
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
    return ServerResponse.async(later, delay.plus(GRACE));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
