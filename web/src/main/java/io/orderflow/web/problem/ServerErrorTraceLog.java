package io.orderflow.web.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the trace id of every server error, many to a line. The log line of the failure itself may
 * be suppressed by rate limiting or as a consequence of an outage; the trace id that a client
 * reports must be found all the same.
 */
final class ServerErrorTraceLog {

  static final ServerErrorTraceLog SHARED =
      new ServerErrorTraceLog(CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS));

  private static final Logger log = LoggerFactory.getLogger(ServerErrorTraceLog.class);
  private static final int MOST_PER_LINE = 100;

  private final Executor later;
  private final Map<ProblemCode, List<String>> waiting = new HashMap<>();

  /**
   * @param later runs a task after a pause, in which more trace ids are gathered
   */
  ServerErrorTraceLog(Executor later) {
    this.later = later;
  }

  void add(ProblemCode code, String traceId) {
    boolean isFirst;
    synchronized (this) {
      var ids = waiting.computeIfAbsent(code, _ -> new ArrayList<>());
      isFirst = ids.isEmpty();
      ids.add(traceId);
      if (ids.size() == MOST_PER_LINE) {
        write(code);
      }
    }
    if (isFirst) {
      later.execute(() -> write(code));
    }
  }

  synchronized void writeAll() {
    List.copyOf(waiting.keySet()).forEach(this::write);
  }

  private synchronized void write(ProblemCode code) {
    var ids = waiting.remove(code);
    if (ids != null) {
      log.info("Answered {} {}: traceId {}", code.status(), code, String.join(" ", ids));
    }
  }
}
