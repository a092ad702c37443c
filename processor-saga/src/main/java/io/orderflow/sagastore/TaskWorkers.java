package io.orderflow.sagastore;

import io.orderflow.engine.logging.LogContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Runs tasks after the commit that made them pending. Each lane has threads of its own: a slow
 * partner holds up no other. A task that finds no room, or fails, is leased again by the poller
 * when its lease has lapsed. A task still queued or running here by then is not queued twice.
 *
 * <p>A lane may be paused: its tasks are not taken, and those that are queued are dropped. They
 * stay in the table, and are leased again when the lane goes on.
 */
class TaskWorkers<D extends SagaDocument> {

  private static final Logger log = LoggerFactory.getLogger(TaskWorkers.class);

  /** What exceeds it stays in the table. */
  private static final int QUEUE_PER_LANE = 2_000;

  /** No more than a lane runs while the answer may be trusted. */
  private static final int ASKED_WITH_ONE = 50;

  private final Map<String, ThreadPoolExecutor> lanes = new HashMap<>();
  private final Map<String, LaneDelayEstimator> delays = new HashMap<>();

  /** Queued and running tasks, each with its newest lease. */
  private final Map<TaskId, LeasedTask<D>> taken = new ConcurrentHashMap<>();

  private volatile boolean interrupted;

  private final String name;
  private final Predicate<String> paused;
  private final TaskHandler<D> taskHandler;
  private final Leases<D> leases;

  TaskWorkers(Lanes workers, TaskHandler<D> taskHandler, Leases<D> leases) {
    this.name = workers.saga();
    this.paused = workers.paused();
    this.taskHandler = taskHandler;
    this.leases = leases;
    for (String lane : workers.lanes()) {
      lanes.put(lane, pool(name + "-" + lane, workers.threadsPerLane()));
      delays.put(lane, new LaneDelayEstimator(workers.threadsPerLane()));
    }
  }

  void accept(List<LeasedTask<D>> tasks) {
    tasks.forEach(this::accept);
  }

  /** How many more tasks each lane can take; without the paused ones. */
  Map<String, Integer> room() {
    var room = new HashMap<String, Integer>();
    lanes.forEach(
        (lane, pool) -> {
          if (!paused.test(lane)) {
            room.put(lane, pool.getQueue().remainingCapacity());
          }
        });
    return room;
  }

  /** About how long a new order's tasks will be queued, in all lanes together. */
  Duration delay(Instant now) {
    return delays.entrySet().stream()
        .map(
            lane -> {
              var pool = Objects.requireNonNull(lanes.get(lane.getKey()));
              return lane.getValue().at(now, pool.getQueue().size(), pool.getCompletedTaskCount());
            })
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The number of tasks queued here. */
  int waiting(String lane) {
    var pool = lanes.get(lane);
    return pool == null ? 0 : pool.getQueue().size();
  }

  /** How long the oldest of those has been queued here. */
  Duration oldest(String lane, Instant now) {
    var pool = lanes.get(lane);
    return pool != null && pool.getQueue().peek() instanceof Run oldest
        ? Duration.between(oldest.queuedAt(), now)
        : Duration.ZERO;
  }

  /** Takes no more tasks, and waits for the running ones. */
  void drain(Duration timeout) throws InterruptedException {
    lanes.values().forEach(pool -> pool.getQueue().clear());
    lanes.values().forEach(ThreadPoolExecutor::shutdown);
    long end = System.nanoTime() + timeout.toNanos();
    for (var pool : lanes.values()) {
      if (!pool.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        interrupt(pool);
      }
    }
  }

  /** Logged once: how each of them fails says nothing. */
  private void interrupt(ThreadPoolExecutor pool) {
    interrupted = true;
    int active = pool.getActiveCount();
    pool.shutdownNow();
    log.info("{}: interrupted {} tasks to shut down; they are run again later", name, active);
  }

  private void accept(LeasedTask<D> leasedTask) {
    var id = leasedTask.taskId();
    if (paused.test(leasedTask.lane()) || taken.put(id, leasedTask) != null) {
      return;
    }
    try {
      lane(leasedTask).execute(new Run(id, leasedTask.heldAt(), this::run));
    } catch (RejectedExecutionException full) {
      taken.remove(id);
      log.debug(
          "No room for {} of {} {}; it is leased again later",
          leasedTask.document().pending(),
          name,
          leasedTask.id());
    }
  }

  private void run(TaskId id) {
    for (var task = taken.get(id); task != null; task = taken.get(id)) {
      if (!paused.test(task.lane()) && isHeld(task)) {
        carryOut(task);
        return;
      }
      if (taken.remove(id, task)) {
        return;
      } // else it was leased again meanwhile
    }
  }

  private void carryOut(LeasedTask<D> task) {
    var document = task.document();
    try (var _ = LogContext.open(document.orderId(), document.step(), document.correlationId())) {
      try {
        taskHandler.run(document);
      } catch (RuntimeException failed) {
        logFailure(task, failed);
      } finally {
        taken.remove(task.taskId());
      }
    }
  }

  private boolean isHeld(LeasedTask<D> task) {
    try {
      return leases.isKnownToBeHeld(task) || isHeldStill(task);
    } catch (RuntimeException | Error failed) {
      logFailure(task, failed);
      return false;
    }
  }

  /** Asks for the next tasks of the lane too, which then need no question of their own. */
  private boolean isHeldStill(LeasedTask<D> task) {
    var next =
        lane(task).getQueue().stream()
            .limit(ASKED_WITH_ONE)
            .map(queued -> taken.get(((Run) queued).id()))
            .filter(Objects::nonNull);
    var held = leases.held(Stream.concat(Stream.of(task), next).toList());
    held.forEach(
        known ->
            taken.computeIfPresent(known.taskId(), (_, newest) -> newest.heldAt(known.heldAt())));
    return held.stream().anyMatch(known -> known.taskId().equals(task.taskId()));
  }

  private void logFailure(LeasedTask<D> task, Throwable failed) {
    log.atLevel(interrupted ? Level.DEBUG : Level.WARN)
        .setCause(failed)
        .log(
            "{} {}: could not {}; it is retried when its lease has lapsed",
            name,
            task.id(),
            task.document().pending());
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

  /**
   * @param saga the name of its definition
   * @param paused whether a lane is paused now
   */
  record Lanes(String saga, Set<String> lanes, int threadsPerLane, Predicate<String> paused) {}

  private record Run(TaskId id, Instant queuedAt, Consumer<TaskId> work) implements Runnable {

    @Override
    public void run() {
      work.accept(id);
    }
  }
}
