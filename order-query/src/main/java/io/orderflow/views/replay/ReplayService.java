package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.engine.processors.StreamHead;
import io.orderflow.views.replay.Replay.State;
import io.orderflow.web.problem.GeneralProblem;
import io.orderflow.web.problem.ProblemException;
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
 * Starts and abandons replays. Each step is one transaction; after a crash between two of them any
 * node continues.
 */
@Component
class ReplayService {

  /** Events of this last stretch are left to the normal projection. */
  static final Duration ALMOST_NOW = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(ReplayService.class);
  private static final int TRIES = 5;

  private final ReplayStore table;
  private final ShadowTable shadowTable;
  private final TokenReset tokenReset;
  private final StreamHead streamHead;

  /** One thread at a time stops this node's processor. */
  private final ReentrantLock stopping = new ReentrantLock();

  ReplayService(
      ReplayStore table, ShadowTable shadowTable, TokenReset tokenReset, StreamHead streamHead) {
    this.table = table;
    this.shadowTable = shadowTable;
    this.tokenReset = tokenReset;
    this.streamHead = streamHead;
  }

  Replay start(EventProcessor processor) {
    table.running().ifPresent(ReplayService::refuse);
    long newest = streamHead.position().orElseThrow(ReplayService::unavailable);
    var replay =
        whileStopped(
            processor,
            () -> {
              table.running().ifPresent(ReplayService::refuse);
              long target = Math.max(newest, tokenReset.newest(processor));
              shadowTable.create(processor.name());
              var begun = table.begin(processor.name(), target, tokenReset.resume(processor));
              tokenReset.toTheBeginning(processor);
              return begun;
            });
    log.info(
        "Replay {} of {} has begun; it has to reach event {}",
        replay.id(),
        replay.processor(),
        replay.target());
    return replay;
  }

  /**
   * Drops the rebuilt rows; the processor continues from where it was.
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
              long position = tokenReset.position(processor);
              shadowTable.discard(processor.name());
              tokenReset.to(table.resumeOf(replay.id()), processor);
              table.end(replay.id(), state, position, reason);
              return true;
            });
    if (given) {
      String because = reason == null ? "" : ": " + reason;
      log.warn("Replay {} of {} is {}{}", replay.id(), replay.processor(), state, because);
    }
    return given;
  }

  long position(EventProcessor processor) {
    return tokenReset.position(processor);
  }

  Optional<Replay> find(long id) {
    return table.find(id);
  }

  /** Retries a few times while other nodes hold the locks. */
  private <T> T whileStopped(EventProcessor processor, Supplier<T> work) {
    stopping.lock();
    try {
      return tokenReset.stopped(processor, () -> patiently(() -> shadowTable.alone(work)));
    } finally {
      stopping.unlock();
    }
  }

  private static <T> T patiently(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (PessimisticLockingFailureException busy) {
        log.info("A replay waits for another node: {}", busy.getMessage());
        if (attempt == TRIES) {
          throw unavailable();
        }
      }
    }
  }

  private static void refuse(Replay running) {
    throw ProblemException.of(
            ReplayProblem.REPLAY_RUNNING,
            "Wait for it, or cancel it with DELETE " + ReplayController.location(running) + ".")
        .with("replayId", Long.toString(running.id()));
  }

  static ProblemException unavailable() {
    return ProblemException.of(
        GeneralProblem.UNAVAILABLE,
        "Nothing was changed; send the same request again in a moment.");
  }
}
