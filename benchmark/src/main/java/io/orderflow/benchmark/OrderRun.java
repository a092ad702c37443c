package io.orderflow.benchmark;

import io.orderflow.benchmark.OrderEnds.End;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One load, followed until all its orders have ended.
 *
 * @param cpu from the first order until the last end
 */
record OrderRun(OrderLoad load, Map<String, End> ends, ProcessCpu cpu) {

  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MILLIS = 100;

  interface Placing {
    void place(OrderLoad load) throws InterruptedException;
  }

  static OrderRun of(SystemUnderTest installation, int skus, Placing placing)
      throws SQLException, InterruptedException {
    var orderEnds = installation.orderEnds();
    var load = new OrderLoad(installation.http(), skus);
    long position = orderEnds.position();
    var before = installation.cpu();
    placing.place(load);
    long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
    while (orderEnds.countAfter(position) < load.accepted().size()
        && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
    var cpu = installation.cpu().since(before);
    var ends = orderEnds.byOrderAfter(position);
    ends.keySet().retainAll(load.accepted().keySet());
    return new OrderRun(load, ends, cpu);
  }

  int accepted() {
    return load.accepted().size();
  }

  double acceptedPerSecond() {
    return accepted() / seconds(load.start(), load.answered());
  }

  /** Until the last order ended. */
  double endedPerSecond() {
    Instant last = ends.values().stream().map(End::at).max(Instant::compareTo).orElse(Instant.MAX);
    return ends.size() / seconds(load.start(), last);
  }

  double completedPercent() {
    long completed = ends.values().stream().filter(End::completed).count();
    return 100.0 * completed / accepted();
  }

  /** From when it was due until its last event, by order. */
  List<Double> millisToEnd() {
    return ends.entrySet().stream()
        .map(end -> seconds(due(end.getKey()), end.getValue().at()) * 1_000)
        .toList();
  }

  private Instant due(String orderId) {
    return Objects.requireNonNull(load.accepted().get(orderId));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e9;
  }
}
