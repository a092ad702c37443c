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
 * When the inbox is emptied: at once when something was put in, and every now and then for what was
 * put off, or left behind by a process that died. Runs while Axon does.
 */
@Component
public class InboxScheduler implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(InboxScheduler.class);
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(10);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final int FORGET_AT_ONCE = 1_000;

  /** Of one partner and reason: a partner gone astray must not fill the disk. */
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

  /** Something is due; to be called after it was committed. May be called at any time. */
  public void wake() {
    var running = threads;
    if (running != null && woken.compareAndSet(false, true)) {
      running.execute(this::empty);
    }
  }

  private void empty() {
    woken.set(false); // before looking: what comes from now on wakes another thread
    try {
      while (isRunning() && worker.work()) {
        // on to the next batch
      }
      failing.set(false);
    } catch (RuntimeException | Error broken) {
      // What was taken is taken again when its lease ends. Told once, not at every look.
      if (!failing.getAndSet(true)) {
        LOG.error("the inbox of callbacks cannot be emptied; it is tried again and again", broken);
      }
    }
  }

  private void tidy() {
    try {
      while (isRunning()
          && inbox.forget(clock.instant().minus(properties.keepDone()), FORGET_AT_ONCE)
              == FORGET_AT_ONCE) {
        // on to the next rows
      }
      int trimmed = inbox.trimUnmatched(UNMATCHED_KEPT, FORGET_AT_ONCE);
      if (trimmed > 0) {
        LOG.error(
            "{} callbacks that fit no order were deleted, the oldest first: more than {} of one"
                + " partner and reason are not kept",
            trimmed,
            UNMATCHED_KEPT);
      }
    } catch (RuntimeException | Error broken) {
      LOG.warn("old callbacks could not be deleted; it is tried again later", broken);
    }
  }

  @Override
  public void start() {
    var started =
        new ScheduledThreadPoolExecutor(
            properties.workers(),
            Thread.ofPlatform().name("callbacks-", 1).factory(),
            new ThreadPoolExecutor.DiscardPolicy()); // while stopping; the row stays
    started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    woken.set(false);
    threads = started;
    var interval = properties.pollInterval().toMillis();
    var _ = started.scheduleWithFixedDelay(this::wake, 0, interval, TimeUnit.MILLISECONDS);
    var _ =
        started.scheduleWithFixedDelay(
            this::tidy, HOUSEKEEPING.toMillis(), HOUSEKEEPING.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets what is in hand come to its end; what is left behind is taken again after its lease. */
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

  /** After Axon, before the web server opens; and the other way round when stopping. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 512;
  }
}
