package io.orderflow.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the inbox's workers: at once when a callback was stored, and regularly for postponed entries
 * and those of dead processes. Runs while Axon does.
 */
@Component
public class InboxScheduler implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(InboxScheduler.class);
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final int FORGET_AT_ONCE = 1_000;

  /** Per partner and reason: a faulty partner must not fill the disk. */
  private static final int UNMATCHED_KEPT = 10_000;

  private final InboxWorker worker;
  private final Inbox inbox;
  private final CallbackProperties properties;
  private final Clock clock;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile @Nullable ScheduledThreadPoolExecutor threads;

  InboxScheduler(InboxWorker worker, Inbox inbox, CallbackProperties properties, Clock clock) {
    this.worker = worker;
    this.inbox = inbox;
    this.properties = properties;
    this.clock = clock;
  }

  /** An entry is due; to be called after its commit. May be called at any time. */
  public void wake() {
    var running = threads;
    if (running != null && woken.compareAndSet(false, true)) {
      running.execute(this::dispatch);
    }
  }

  private void dispatch() {
    woken.set(false); // before the claim: a later arrival wakes another thread
    try {
      while (isRunning() && worker.work()) {
        // next batch
      }
      failing.set(false);
    } catch (RuntimeException | Error broken) {
      // Claimed entries are claimed again when their lease ends. Logged once per outage.
      if (!failing.getAndSet(true)) {
        log.error("Callbacks cannot be dispatched; this is retried", broken);
      }
    }
  }

  private void tidy() {
    try {
      while (isRunning()
          && inbox.forget(clock.instant().minus(properties.keepDone()), FORGET_AT_ONCE)
              == FORGET_AT_ONCE) {
        // next rows
      }
      int trimmed = inbox.trimUnmatched(UNMATCHED_KEPT, FORGET_AT_ONCE);
      if (trimmed > 0) {
        log.error(
            "Deleted the {} oldest callbacks that match no order: at most {} per partner and reason"
                + " are kept",
            trimmed,
            UNMATCHED_KEPT);
      }
    } catch (RuntimeException | Error broken) {
      log.warn("Old callbacks could not be deleted; this is retried later", broken);
    }
  }

  @Override
  public void start() {
    var started =
        new ScheduledThreadPoolExecutor(
            properties.workers(),
            Thread.ofPlatform().name("callbacks-", 1).factory(),
            new ThreadPoolExecutor
                .DiscardPolicy()); // while stopping; the entries stay in the inbox
    started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    woken.set(false);
    threads = started;
    var interval = properties.pollInterval().toMillis();
    var _ = started.scheduleWithFixedDelay(this::wake, 0, interval, TimeUnit.MILLISECONDS);
    var _ =
        started.scheduleWithFixedDelay(
            this::tidy, HOUSEKEEPING.toMillis(), HOUSEKEEPING.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Finishes current batches; entries left behind are claimed again after their lease. */
  @Override
  public void stop() {
    var stopping = threads;
    threads = null;
    if (stopping != null) {
      stopping.shutdown();
      try {
        if (!stopping.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
          stopping.shutdownNow();
        }
      } catch (InterruptedException hurried) {
        stopping.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return threads != null;
  }

  /** Starts after Axon and before the web server, and stops in the reverse order. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 512;
  }
}
