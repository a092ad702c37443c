package io.orderflow.views.check;

import io.orderflow.engine.processors.EventSource;
import io.orderflow.engine.scheduling.PeriodicTask;
import io.orderflow.views.check.CheckStatus.State;
import io.orderflow.views.status.OrderRowComparison;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Works on the running check, one step after the other with a pause between them, on one thread of
 * one node at a time. Another node continues if that one stops.
 */
@Component
class CheckRunner {

  private static final Logger log = LoggerFactory.getLogger(CheckRunner.class);

  /** Between steps: at most some 500 orders a second are compared. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Pauses between looks for a check that another node left, and after a failure: 5 s. */
  private static final int RESTING = 50;

  private final CheckStore checks;
  private final OrderRowComparison rows;
  private final ProjectionPosition projection;
  private final EventSource events;

  private final PeriodicTask timer = new PeriodicTask("view-check", PAUSE, this::run);
  private final AtomicInteger restingSteps = new AtomicInteger(RESTING);

  private @Nullable CheckWork work;
  private long workedOn;

  CheckRunner(
      CheckStore checks,
      OrderRowComparison rows,
      ProjectionPosition projection,
      EventSource events) {
    this.checks = checks;
    this.rows = rows;
    this.projection = projection;
    this.events = events;
  }

  @PostConstruct
  void begin() {
    timer.start();
  }

  /** A check was started here. */
  void wake() {
    restingSteps.set(0);
  }

  private void run() {
    if (restingSteps.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return;
    }
    try {
      if (!step()) {
        restingSteps.set(RESTING);
      }
    } catch (RuntimeException failed) {
      // Caught here, because PeriodicTask would log each failed run as an error.
      log.warn("The check of the view cannot go on now; this is retried", failed);
      leave();
      restingSteps.set(RESTING);
    }
  }

  /** Whether this node has a check to work on. */
  private boolean step() {
    var claimed = checks.claim();
    if (claimed.isEmpty()) {
      leave();
      return false;
    }
    var check = claimed.get();
    var doing = workOn(check);
    if (check.rowsDone()) {
      search(check, doing);
    } else {
      var compared = doing.compareRows(check);
      if (compared != null) {
        checks.compared(check, compared);
      }
    }
    return true;
  }

  private void search(ViewCheck check, CheckWork doing) {
    if (!doing.isSearching()) {
      checks.searchAnew(check);
      doing.beginSearch();
      return;
    }
    if (check.position() >= check.target() && doing.isSettled()) {
      end(check);
      return;
    }
    var searched = doing.searchEvents(check);
    if (searched != null) {
      checks.searched(check, searched.position(), searched.missing());
    }
  }

  private void end(ViewCheck check) {
    if (checks.end(check.id(), State.DONE)) {
      log.info(
          "Check {} of {} is done: {} rows compared, {} differ, {} orders have no row",
          check.id(),
          check.projection(),
          check.checked(),
          check.differing(),
          check.missing());
    }
    leave();
  }

  private CheckWork workOn(ViewCheck check) {
    if (work == null || workedOn != check.id()) {
      leave();
      work = new CheckWork(rows, projection, events, checks.setAside(check.id()));
      workedOn = check.id();
    }
    return work;
  }

  private void leave() {
    if (work != null) {
      work.close();
      work = null;
    }
  }

  @PreDestroy
  void close() {
    timer.stop();
  }
}
