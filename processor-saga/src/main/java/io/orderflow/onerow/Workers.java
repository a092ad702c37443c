package io.orderflow.onerow;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out pending tasks after the commit that made them pending, so many of each lane at once:
 * a slow partner holds up its own lane only. What is not taken, or not finished, is lent out again
 * by the poller when its lease has lapsed.
 */
class Workers<D extends SagaDocument> {

  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  /** More than that is not kept in memory; the table has it anyway. */
  private static final int QUEUE_PER_LANE = 2_000;

  private final Map<String, ThreadPoolExecutor> lanes = new HashMap<>();
  private final String name;
  private final Errand<D> errand;
  private final Predicate<Assignment<D>> wanted;

  /**
   * @param wanted whether a task is still to be done, asked right before it is
   */
  Workers(String name, Errand<D> errand, Predicate<Assignment<D>> wanted, int threadsPerLane) {
    this.name = name;
    this.errand = errand;
    this.wanted = wanted;
    for (String lane : errand.lanes()) {
      lanes.put(lane, pool(name + "-" + lane, threadsPerLane));
    }
  }

  void accept(List<Assignment<D>> assignments) {
    assignments.forEach(this::accept);
  }

  /** How many more tasks of any kind can be taken right now. */
  int room() {
    return lanes.values().stream()
        .mapToInt(pool -> pool.getQueue().remainingCapacity())
        .min()
        .orElse(0);
  }

  /** Takes nothing new, and lets what is being done come to its end for as long as this. */
  void drain(Duration patience) throws InterruptedException {
    lanes.values().forEach(pool -> pool.getQueue().clear());
    lanes.values().forEach(ThreadPoolExecutor::shutdown);
    long end = System.nanoTime() + patience.toNanos();
    for (var pool : lanes.values()) {
      if (!pool.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
        pool.shutdownNow();
      }
    }
  }

  private void accept(Assignment<D> assignment) {
    try {
      lane(assignment).execute(() -> carryOut(assignment));
    } catch (RejectedExecutionException full) {
      log.debug(
          "No room for {} of {} {}; its lease will lapse",
          assignment.document().pending(),
          name,
          assignment.id());
    }
  }

  private void carryOut(Assignment<D> assignment) {
    try {
      if (wanted.test(assignment)) {
        errand.run(assignment.document());
      }
    } catch (RuntimeException failed) {
      log.warn(
          "{} {}: could not {}; it is tried again when its lease has lapsed",
          name,
          assignment.id(),
          assignment.document().pending(),
          failed);
    }
  }

  private ThreadPoolExecutor lane(Assignment<D> assignment) {
    return Optional.ofNullable(lanes.get(errand.laneOf(assignment.document()))).orElseThrow();
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
}
