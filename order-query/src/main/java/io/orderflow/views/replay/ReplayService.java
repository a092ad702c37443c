package io.orderflow.views.replay;

import io.orderflow.views.replay.ReplayStatus.State;
import io.orderflow.web.problem.GeneralProblemCode;
import io.orderflow.web.problem.ProblemException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Starts and abandons replays. */
@Component
class ReplayService {

  /** Events of this last stretch may come while the rows are compared. */
  static final Duration ALMOST_NOW = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(ReplayService.class);
  private static final int TRIES = 5;

  private final ReplayTransactions steps;
  private final ReplayStore table;
  private final ReplayProgress progress;

  ReplayService(ReplayTransactions steps, ReplayStore table, ReplayProgress progress) {
    this.steps = steps;
    this.table = table;
    this.progress = progress;
  }

  /** Every node notices it and starts the processor that builds the rows. */
  Replay start() {
    table.running().ifPresent(ReplayService::refuse);
    long target = progress.newest().orElseThrow(ReplayService::unavailable);
    try {
      var replay = patiently(() -> steps.begin(target));
      log.info(
          "Replay {} of {} has begun; it has to reach event {}",
          replay.id(),
          replay.processor(),
          replay.target());
      return replay;
    } catch (DuplicateKeyException another) {
      table.running().ifPresent(ReplayService::refuse);
      throw unavailable();
    }
  }

  /**
   * Drops the rebuilt rows.
   *
   * @return false where it is not running any more
   */
  boolean giveUp(Replay replay, State state, @Nullable String reason) {
    boolean given = patiently(() -> steps.giveUp(replay, state, reason));
    if (given) {
      String because = reason == null ? "" : ": " + reason;
      log.warn("Replay {} of {} is {}{}", replay.id(), replay.processor(), state, because);
    }
    return given;
  }

  /** Retries a few times while batches hold the locks. */
  private static <T> T patiently(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (PessimisticLockingFailureException busy) {
        log.info("A replay waits for a lock: {}", busy.getMessage());
        if (attempt == TRIES) {
          throw unavailable();
        }
      }
    }
  }

  private static void refuse(Replay running) {
    throw ProblemException.of(
            ReplayProblemCode.REPLAY_RUNNING,
            "Wait for it, or cancel it with DELETE "
                + ReplayController.location(running.processor(), Long.toString(running.id()))
                + ".")
        .with("replayId", Long.toString(running.id()));
  }

  private static ProblemException unavailable() {
    return ProblemException.of(
        GeneralProblemCode.UNAVAILABLE,
        "Nothing was changed; send the same request again in a moment.");
  }
}
