package io.orderflow.views.replay;

import io.orderflow.engine.EventProcessor;
import io.orderflow.engine.problem.Problem;
import io.orderflow.engine.problem.ProblemCode;
import io.orderflow.engine.processors.Head;
import io.orderflow.views.replay.Replay.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * Begins replays and gives them up. Each of their steps is one transaction; between two of them
 * everything may be killed, and any node goes on.
 */
@Component
class Replays {

  /** What came within this time before the end is left to the ordinary course of things. */
  static final Duration ALMOST_NOW = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final int TRIES = 5;

  private final ReplayTable table;
  private final Beside beside;
  private final Rewinding rewinding;
  private final Head head;

  /** The processor of this node is stopped by one at a time. */
  private final ReentrantLock stopping = new ReentrantLock();

  Replays(ReplayTable table, Beside beside, Rewinding rewinding, Head head) {
    this.table = table;
    this.beside = beside;
    this.rewinding = rewinding;
    this.head = head;
  }

  Replay start(EventProcessor processor) {
    table.running().ifPresent(Replays::refuse);
    long newest = head.position().orElseThrow(Replays::unavailable);
    var replay =
        whileStopped(
            processor,
            () -> {
              table.running().ifPresent(Replays::refuse);
              long target = Math.max(newest, rewinding.newest(processor));
              beside.create(processor.name());
              var begun = table.begin(processor.name(), target, rewinding.resume(processor));
              rewinding.toTheBeginning(processor);
              return begun;
            });
    LOG.info(
        "Replay {} of {} has begun; it has to reach event {}",
        replay.id(),
        replay.processor(),
        replay.target());
    return replay;
  }

  /**
   * Throws away what was built; the processor goes on from where it was.
   *
   * @return false where it is not running any more
   */
  boolean giveUp(Replay replay, EventProcessor processor, State state, @Nullable String reason) {
    boolean given =
        whileStopped(
            processor,
            () -> {
              if (!table.isRunning(replay.id())) {
                return false;
              }
              long position = rewinding.position(processor);
              beside.discard(processor.name());
              rewinding.to(table.resumeOf(replay.id()), processor);
              table.end(replay.id(), state, position, reason);
              return true;
            });
    if (given) {
      String because = reason == null ? "" : ": " + reason;
      LOG.warn("Replay {} of {} is {}{}", replay.id(), replay.processor(), state, because);
    }
    return given;
  }

  long position(EventProcessor processor) {
    return rewinding.position(processor);
  }

  Optional<Replay> find(long id) {
    return table.find(id);
  }

  /** Other nodes may keep it waiting for a moment; then it is tried again, a few times. */
  private <T> T whileStopped(EventProcessor processor, Supplier<T> work) {
    stopping.lock();
    try {
      return rewinding.stopped(processor, () -> patiently(() -> beside.alone(work)));
    } finally {
      stopping.unlock();
    }
  }

  private static <T> T patiently(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (PessimisticLockingFailureException busy) {
        LOG.info("Another node is in the way of a replay: {}", busy.getMessage());
        if (attempt == TRIES) {
          throw unavailable();
        }
      }
    }
  }

  private static void refuse(Replay running) {
    throw Problem.of(
            ProblemCode.REPLAY_RUNNING,
            "Wait for it, or cancel it with DELETE " + ReplayEndpoint.location(running) + ".")
        .with("replayId", Long.toString(running.id()));
  }

  static Problem unavailable() {
    return Problem.of(
        ProblemCode.UNAVAILABLE, "Nothing was changed; send the same request again in a moment.");
  }
}
