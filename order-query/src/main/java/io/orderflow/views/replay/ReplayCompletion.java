package io.orderflow.views.replay;

import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.engine.processors.StreamHead;
import io.orderflow.views.replay.Replay.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Ends a replay when its rows are as new as those that are read. */
@Component
class ReplayCompletion {

  private static final Logger log = LoggerFactory.getLogger(ReplayCompletion.class);

  private final ReplayService replayService;
  private final ReplayStore table;
  private final ShadowTable shadowTable;
  private final StreamHead streamHead;

  ReplayCompletion(
      ReplayService replayService,
      ReplayStore table,
      ShadowTable shadowTable,
      StreamHead streamHead) {
    this.replayService = replayService;
    this.table = table;
    this.shadowTable = shadowTable;
    this.streamHead = streamHead;
  }

  boolean isAwaited() {
    return table.running().isPresent();
  }

  /** One look at the one that is running, if any. */
  void look(EventProcessor processor) {
    table.running().ifPresent(replay -> look(replay, processor));
  }

  /** A replay may be cancelled at any moment, and its rows are gone then. */
  private void look(Replay replay, EventProcessor processor) {
    try {
      endIfItCan(replay, processor);
    } catch (DataAccessException failed) {
      if (table.isRunning(replay.id())) {
        throw failed;
      }
    }
  }

  private void endIfItCan(Replay replay, EventProcessor processor) {
    if (!shadowTable.fits()) {
      fail(replay, processor, "order_view was changed meanwhile; start it anew");
    } else if (replayService.position(processor) >= replay.target()) {
      long newest = streamHead.position().orElse(replay.target());
      if (newest > replay.target() && table.isOld(replay)) {
        table.moveTarget(replay.id(), newest);
      } else {
        finish(replay, processor);
      }
    }
  }

  private void finish(Replay replay, EventProcessor processor) {
    long older = shadowTable.wouldBeOlder(processor.name());
    if (older > 0) {
      fail(
          replay, processor, older + " orders would be older than they were, or gone; report this");
      return;
    }
    boolean swapped =
        shadowTable.alone(
            () -> {
              if (!table.isRunning(replay.id())) {
                return false;
              }
              shadowTable.swap(processor.name());
              table.end(replay.id(), State.DONE, replayService.position(processor), null);
              return true;
            });
    if (swapped) {
      log.info("Replay {} of {} is done", replay.id(), replay.processor());
    }
  }

  /** The processor is not stopped for one that has ended otherwise. */
  private void fail(Replay replay, EventProcessor processor, String reason) {
    if (table.isRunning(replay.id())) {
      replayService.giveUp(replay, processor, State.FAILED, reason);
    }
  }
}
