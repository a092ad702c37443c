package io.orderflow.benchmark;

import io.orderflow.benchmark.BenchmarkOptions.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What orders cost and how long they take, on any installation; each case writes its figures. */
final class OrderCases {

  private static final int OVERLOAD = 10;
  private static final int ALONE = 20;
  private static final Duration IDLE = Duration.ofSeconds(10);

  private final SystemUnderTest installation;
  private final BenchmarkOptions benchmarkOptions;
  private final ResultTable table;
  private double peak;

  OrderCases(SystemUnderTest installation, BenchmarkOptions benchmarkOptions, ResultTable table) {
    this.installation = installation;
    this.benchmarkOptions = benchmarkOptions;
    this.table = table;
  }

  /** Its cost is thrown away. */
  OrderRun warmUp() throws SQLException, InterruptedException {
    return run(
        "", SystemUnderTest.SKUS, load -> load.placeAsFastAsTaken(benchmarkOptions.warmUp()));
  }

  /** Those that are chosen, once. */
  void round() throws SQLException, InterruptedException {
    if (chosen(Row.LOAD)) {
      for (int rate : benchmarkOptions.rates()) {
        load(rate);
      }
    }
    if (chosen(Row.BURST)) {
      burst();
    }
    if (chosen(Row.HOT)) {
      hot();
    }
    if (chosen(Row.ALONE)) {
      alone();
    }
    if (chosen(Row.OVERLOAD)) {
      overload();
    }
  }

  private boolean chosen(Row row) {
    return benchmarkOptions.rows().contains(row);
  }

  /** So many orders a second, one open-loop generator. */
  private void load(int perSecond) throws SQLException, InterruptedException {
    run(
        perSecond + " orders/s offered",
        SystemUnderTest.SKUS,
        load -> load.offer(perSecond, benchmarkOptions.length()));
  }

  /** Orders as fast as they are taken. */
  private void burst() throws SQLException, InterruptedException {
    var run =
        run(
            "%,d orders as fast as taken".formatted(benchmarkOptions.burst()),
            SystemUnderTest.SKUS,
            load -> load.placeAsFastAsTaken(benchmarkOptions.burst()));
    peak = Math.max(peak, run.endedPerSecond());
  }

  private void hot() throws SQLException, InterruptedException {
    run("the same, all for one SKU", 1, load -> load.placeAsFastAsTaken(benchmarkOptions.burst()));
  }

  private void overload() throws SQLException, InterruptedException {
    double carried = peak == 0 ? benchmarkOptions.rates().getLast() : peak;
    String name = "overload, ten times the ended/s above";
    var run =
        run(
            name,
            SystemUnderTest.SKUS,
            load -> load.offer(OVERLOAD * carried, benchmarkOptions.length()));
    table.add(name, "ended/s, % of that", "≥ 90", 100 * run.endedPerSecond() / carried);
    table.add(name, "completed, % of accepted", "100", run.completedPercent());
  }

  /** One order after the other, each when the one before has ended. */
  private void alone() throws SQLException, InterruptedException {
    var post = new ArrayList<Double>();
    var end = new ArrayList<Double>();
    for (int number = 0; number < ALONE; number++) {
      var run = OrderRun.of(installation, SystemUnderTest.SKUS, load -> load.placeAsFastAsTaken(1));
      post.addAll(run.load().postMillis());
      end.addAll(run.millisToEnd());
    }
    latencies("one order alone", post, end);
  }

  /** What the processes cost without any order. */
  void idle() throws InterruptedException {
    var before = installation.cpu();
    Thread.sleep(IDLE);
    double millis = IDLE.toSeconds() * 1_000.0;
    var cpu = installation.cpu().since(before).dividedBy(millis);
    table.add("idle", "CPU-s per second, " + cpu.together(), cpu.sum());
    cpu.orderflow()
        .forEach((process, seconds) -> table.add("idle", "CPU-s per second, " + process, seconds));
  }

  /** A load under this name, or one that is not written down. */
  OrderRun run(String name, int skus, OrderRun.Placing placing)
      throws SQLException, InterruptedException {
    var run = OrderRun.of(installation, skus, placing);
    if (run.ends().isEmpty() || !run.load().failures().isEmpty()) {
      System.err.printf(
          "%s: %d of %d ended, failures: %s%n",
          name,
          run.ends().size(),
          run.accepted(),
          run.load().failures().stream().limit(3).toList());
    }
    if (!name.isEmpty() && !run.ends().isEmpty()) {
      add(name, run);
    }
    return run;
  }

  private void add(String name, OrderRun run) {
    int asked = run.accepted() + run.load().refused();
    table.add(name, "accepted/s", run.acceptedPerSecond());
    table.add(name, "refused, % of requests", 100.0 * run.load().refused() / asked);
    table.add(name, "ended/s", run.endedPerSecond());
    var cpu = run.cpu().dividedBy(run.accepted());
    table.add(name, "CPU ms per order, " + cpu.together(), "≤ 5", cpu.sum());
    cpu.orderflow()
        .forEach((process, millis) -> table.add(name, "CPU ms per order, " + process, millis));
    cpu.others()
        .forEach((process, millis) -> table.add(name, "CPU ms per order, " + process, millis));
    latencies(name, List.copyOf(run.load().postMillis()), run.millisToEnd());
  }

  private void latencies(String name, List<Double> post, List<Double> end) {
    table.add(name, "POST ms, p50", Statistics.percentile(post, 50));
    table.add(name, "POST ms, p99", "≤ 50", Statistics.percentile(post, 99));
    table.add(name, "POST to end ms, p50", Statistics.percentile(end, 50));
    table.add(name, "POST to end ms, p99", "≤ 250", Statistics.percentile(end, 99));
  }
}
