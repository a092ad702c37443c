package io.orderflow.sagastore;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Carries out pending tasks after the commit that made them pending, so many of each lane at once:
 * a slow partner holds up its own lane only. What is not taken, or not finished, is lent out again
 * by the poller when its lease has lapsed; what is still queued or in hand here by then keeps its
 * place and is not queued twice.
 */
class TaskWorkers<D extends SagaDocument> {

  private static final Logger log = LoggerFactory.getLogger(TaskWorkers.class);

  /** More than that is not kept in memory; the table has it anyway. */
  private static final int QUEUE_PER_LANE = 2_000;

  private final Map<String, ThreadPoolExecutor> lanes = new HashMap<>();
  private final Map<String, LaneDelay> delays = new HashMap<>();

  /** What is queued or in hand, each with its newest lease. */
  private final Map<Place, LeasedTask<D>> taken = new ConcurrentHashMap<>();

  private volatile boolean brokenOff;

  private final String name;
  private final TaskHandler<D> taskHandler;
  private final Predicate<LeasedTask<D>> wanted;

  /**
   * @param wanted whether a task is still to be done, asked right before it is
   */
  TaskWorkers(
      SagaDefinition<?, D> kind,
      TaskHandler<D> taskHandler,
      Predicate<LeasedTask<D>> wanted,
      int threadsPerLane) {
    this.name = kind.name();
    this.taskHandler = taskHandler;
    this.wanted = wanted;
    for (String lane : kind.lanes()) {
      lanes.put(lane, pool(name + "-" + lane, threadsPerLane));
      delays.put(lane, new LaneDelay(threadsPerLane));
    }
  }

  void accept(List<LeasedTask<D>> assignments) {
    assignments.forEach(this::accept);
  }

  /** How many more tasks of each lane can be taken right now. */
  Map<String, Integer> room() {
    var room = new HashMap<String, Integer>();
    lanes.forEach((lane, pool) -> room.put(lane, pool.getQueue().remainingCapacity()));
    return room;
  }

  /** About how long what comes now will be queued, in all lanes together. */
  Duration delay(Instant now) {
    return delays.entrySet().stream()
        .map(
            lane -> {
              var pool = Objects.requireNonNull(lanes.get(lane.getKey()));
              return lane.getValue().at(now, pool.getQueue().size(), pool.getCompletedTaskCount());
            })
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Takes nothing new, and lets what is being done come to its end for as long as this. */
  void drain(Duration patience) throws InterruptedException {
    lanes.values().forEach(pool -> pool.getQueue().clear());
    lanes.values().forEach(ThreadPoolExecutor::shutdown);
    long end = System.nanoTime() + patience.toNanos();
    for (var pool : lanes.values()) {
      if (!pool.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        breakOff(pool);
      }
    }
  }

  /** One line for all of them: how each fails then says nothing. */
  private void breakOff(ThreadPoolExecutor pool) {
    brokenOff = true;
    int active = pool.getActiveCount();
    pool.shutdownNow();
    log.info("{}: {} tasks are broken off to stop; they are carried out later", name, active);
  }

  private void accept(LeasedTask<D> leasedTask) {
    var place = new Place(leasedTask.id(), leasedTask.turn());
    if (taken.put(place, leasedTask) != null) {
      return;
    }
    try {
      lane(leasedTask).execute(() -> carryOut(place));
    } catch (RejectedExecutionException full) {
      taken.remove(place);
      log.debug(
          "No room for {} of {} {}; its lease will lapse",
          leasedTask.document().pending(),
          name,
          leasedTask.id());
    }
  }

  private void carryOut(Place place) {
    var lent = Objects.requireNonNull(taken.get(place));
    if (isWanted(lent)) {
      try {
        taskHandler.run(lent.document());
      } catch (RuntimeException failed) {
        logFailure(lent, failed);
      } finally {
        taken.remove(place);
      }
    } else if (!taken.remove(place, lent)) {
      carryOut(place); // it was lent anew in this very moment
    }
  }

  private boolean isWanted(LeasedTask<D> lent) {
    try {
      return wanted.test(lent);
    } catch (RuntimeException | Error failed) {
      logFailure(lent, failed);
      return false;
    }
  }

  private void logFailure(LeasedTask<D> lent, Throwable failed) {
    log.atLevel(brokenOff ? Level.DEBUG : Level.WARN)
        .setCause(failed)
        .log(
            "{} {}: could not {}; it is tried again when its lease has lapsed",
            name,
            lent.id(),
            lent.document().pending());
  }

  private ThreadPoolExecutor lane(LeasedTask<D> leasedTask) {
    return Optional.ofNullable(lanes.get(leasedTask.lane())).orElseThrow();
  }

  private static ThreadPoolExecutor pool(String name, int threads) {
    var pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE_PER_LANE),
            Thread.ofPlatform().name(name + "-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** A saga has one task at each turn. */
  private record Place(String id, long turn) {}
}
