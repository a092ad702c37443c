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
 * Looks after what nobody else will look after: tasks whose worker is gone, and deadlines that are
 * due. It never calls a partner itself. Every node runs one; they share the rows by skipping those
 * that another has locked.
 */
class SagaPoller<D extends SagaDocument> implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SagaPoller.class);
  private static final Duration DRAIN = Duration.ofSeconds(25);
  private static final int DEADLINES_AT_ONCE = 500;

  private final Leases<D> leases;
  private final SagaMessenger door;
  private final TaskWorkers<D> taskWorkers;
  private final Pace pace;
  private volatile @Nullable ScheduledExecutorService timer;
  private boolean inTrouble;

  SagaPoller(Leases<D> leases, SagaMessenger door, TaskWorkers<D> taskWorkers, Pace pace) {
    this.leases = leases;
    this.door = door;
    this.taskWorkers = taskWorkers;
    this.pace = pace;
  }

  @Override
  public void start() {
    var executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(door.name() + "-poller").factory());
    var _ =
        executor.scheduleWithFixedDelay(
            this::pollSafely, 0, pace.interval().toMillis(), TimeUnit.MILLISECONDS);
    timer = executor;
  }

  /**
   * Lets what is being done come to its end; what is left is lent out again after the next start.
   */
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

  /** Starts after Axon and stops before it, so that whoever works can still send commands. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE + 1;
  }

  /** Also after an error: a timer whose task has thrown never calls it again. */
  private void pollSafely() {
    try {
      poll();
      inTrouble = false;
    } catch (RuntimeException | Error trouble) {
      if (!inTrouble) { // once per outage, not four times a second
        log.error(
            "Pending tasks and deadlines of {} cannot be looked at; trying again every {}",
            door.name(),
            pace.interval(),
            trouble);
      }
      inTrouble = true;
    }
  }

  void poll() {
    taskWorkers.accept(leases.claim(pace.limited(taskWorkers.room())));
    int left = DEADLINES_AT_ONCE;
    while (left > 0 && isRunning() && door.ringOne()) {
      left--;
    }
  }

  /** How fast lapsed tasks are lent out. */
  static final class Pace {

    private final Duration interval;
    private final BooleanSupplier inVain;
    private int next;

    /**
     * @param interval between two looks
     * @param inVain whether no task can be completed at the moment; then one at a time is enough to
     *     notice when that is over
     */
    Pace(Duration interval, BooleanSupplier inVain) {
      this.interval = interval;
      this.inVain = inVain;
    }

    Duration interval() {
      return interval;
    }

    /** All of it, or one task of one lane, which is another one each time. */
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
