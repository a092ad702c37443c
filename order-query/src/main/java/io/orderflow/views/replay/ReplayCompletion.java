package io.orderflow.views.replay;

import io.orderflow.views.replay.ReplayStatus.State;
import io.orderflow.views.replay.ReplayVerification.Verdict;
import io.orderflow.web.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Ends a replay when its rows are as new as those that are read. */
@Component
class ReplayCompletion {

  private static final Logger log = LoggerFactory.getLogger(ReplayCompletion.class);

  private final ReplayService replayService;
  private final ReplayTransactions steps;
  private final ReplayStore table;
  private final ReplayProgress progress;
  private final ReplayVerification verification;

  ReplayCompletion(
      ReplayService replayService,
      ReplayTransactions steps,
      ReplayStore table,
      ReplayProgress progress,
      ReplayVerification verification) {
    this.replayService = replayService;
    this.steps = steps;
    this.table = table;
    this.progress = progress;
    this.verification = verification;
  }

  boolean isAwaited() {
    return table.running().isPresent();
  }

  /** One look at the one that is running, if any. */
  void look() {
    table.running().ifPresent(this::look);
  }

  /** A replay may be cancelled at any moment, and its rows are gone then. */
  private void look(Replay replay) {
    try {
      endIfItCan(replay);
    } catch (DataAccessException failed) {
      if (table.isRunning(replay.id())) {
        throw failed;
      }
    }
  }

  private void endIfItCan(Replay replay) {
    if (!verification.haveSameForm()) {
      fail(replay, "order_view was changed meanwhile; start it anew");
    } else if (replay.changed() != null) { // verified before, perhaps by another node
      switchOver(replay);
    } else if (progress.position() >= replay.target() && !isTargetMoved(replay)) {
      judge(replay);
    }
  }

  /**
   * If it took long to get here, many events have come since; it is at the newest before it ends.
   */
  private boolean isTargetMoved(Replay replay) {
    long newest = progress.newest().orElse(replay.target());
    boolean moves = newest > replay.target() && table.isOld(replay);
    if (moves) {
      table.moveTarget(replay.id(), newest);
    }
    return moves;
  }

  private void judge(Replay replay) {
    switch (verification.verify()) {
      case Verdict.Sound(long changed) -> {
        table.compared(replay.id(), changed);
        switchOver(replay);
      }
      case Verdict.Unsound(String reason) -> fail(replay, reason);
      case Verdict.Undecided() -> {}
    }
  }

  private void switchOver(Replay replay) {
    try {
      if (steps.switchOver(replay)) {
        log.info("Replay {} of {} is done", replay.id(), replay.processor());
      }
    } catch (PessimisticLockingFailureException busy) {
      log.info("The switch of replay {} is retried: {}", replay.id(), busy.getMessage());
    }
  }

  private void fail(Replay replay, String reason) {
    try {
      replayService.giveUp(replay, State.FAILED, reason);
    } catch (ProblemException busy) {
      log.info("The end of replay {} is retried: {}", replay.id(), busy.getMessage());
    }
  }
}
