package io.orderflow.sagastore;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Polls for tasks whose lease has lapsed and for due deadlines. It never calls a partner itself.
 * Every node runs one, and skips the rows that another has locked.
 */
class SagaPoller<D extends SagaDocument> implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SagaPoller.class);
  private static final Duration DRAIN = Duration.ofSeconds(25);
  private static final int DEADLINES_AT_ONCE = 500;

  private final Leases<D> leases;
  private final LockingSagaMessenger messenger;
  private final TaskWorkers<D> taskWorkers;
  private final Pace pace;
  private volatile @Nullable ScheduledExecutorService timer;
  private boolean failing;

  SagaPoller(
      Leases<D> leases, LockingSagaMessenger messenger, TaskWorkers<D> taskWorkers, Pace pace) {
    this.leases = leases;
    this.messenger = messenger;
    this.taskWorkers = taskWorkers;
    this.pace = pace;
  }

  @Override
  public void start() {
    var executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(messenger.name() + "-poller").factory());
    var _ =
        executor.scheduleWithFixedDelay(
            this::pollSafely, 0, pace.interval().toMillis(), TimeUnit.MILLISECONDS);
    timer = executor;
  }

  /** Lets running tasks end; the rest is leased again after the next start. */
  @Override
  public void stop() {
    var executor = timer;
    timer = null;
    if (executor == null) {
      return;
    }
    try {
      executor.shutdown();
      taskWorkers.drain(DRAIN);
      if (!executor.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException hurried) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return timer != null;
  }

  /** Starts after Axon and stops before it, so that running tasks can still send commands. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 1;
  }

  /** A timer stops for good when its task throws. */
  private void pollSafely() {
    try {
      poll();
      failing = false;
    } catch (RuntimeException | Error failure) {
      if (!failing) { // once per outage, not with every poll
        log.error(
            "Cannot poll for tasks and deadlines of {}; retrying every {}",
            messenger.name(),
            pace.interval(),
            failure);
      }
      failing = true;
    }
  }

  void poll() {
    taskWorkers.accept(leases.claim(pace.limited(taskWorkers.room())));
    int left = DEADLINES_AT_ONCE;
    while (left > 0 && isRunning() && messenger.fireNextDueDeadline()) {
      left--;
    }
  }

  /** How fast lapsed tasks are leased again. */
  static final class Pace {

    private final Duration interval;
    private final BooleanSupplier inVain;
    private int next;

    /**
     * @param interval between two polls
     * @param inVain whether no task can succeed at the moment; one task per poll then suffices to
     *     notice when that is over
     */
    Pace(Duration interval, BooleanSupplier inVain) {
      this.interval = interval;
      this.inVain = inVain;
    }

    Duration interval() {
      return interval;
    }

    /** All of it; or one task, of each lane in turn. */
    Map<String, Integer> limited(Map<String, Integer> room) {
      if (!inVain.getAsBoolean()) {
        return room;
      }
      var free =
          room.keySet().stream().filter(lane -> room.getOrDefault(lane, 0) > 0).sorted().toList();
      return free.isEmpty() ? Map.of() : Map.of(free.get(Math.floorMod(next++, free.size())), 1);
    }
  }
}
