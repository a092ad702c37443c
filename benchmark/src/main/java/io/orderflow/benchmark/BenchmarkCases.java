package io.orderflow.benchmark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is measured on an installation of the benchmark's own alone, case by case. */
final class BenchmarkCases {

  private static final int FIRST_RATE = 40;
  private static final int RAW_CONNECTIONS = 32;
  private static final int KNOWN_ORDERS = 200;
  private static final long LOOK_EVERY_MILLIS = 100;

  private final BenchmarkInstallation benchmarkInstallation;
  private final BenchmarkOptions benchmarkOptions;
  private final ResultTable table;
  private final OrderCases orderCases;
  private final List<String> statusPaths = new ArrayList<>();

  BenchmarkCases(
      BenchmarkInstallation benchmarkInstallation,
      BenchmarkOptions benchmarkOptions,
      ResultTable table,
      OrderCases orderCases) {
    this.benchmarkInstallation = benchmarkInstallation;
    this.benchmarkOptions = benchmarkOptions;
    this.table = table;
    this.orderCases = orderCases;
  }

  /** The application starts, and its first orders come at once. */
  void start() throws IOException, SQLException, InterruptedException {
    long before = System.nanoTime();
    benchmarkInstallation.startApplications();
    if (statusPaths.isEmpty()) {
      benchmarkInstallation.fillCatalog();
    }
    orderCases.run("", 1, load -> load.placeAsFastAsTaken(1));
    String name = "start";
    table.add(name, "s until the first order ended", (System.nanoTime() - before) / 1e9);
    if (benchmarkOptions.rows().contains(BenchmarkOptions.Row.START)) {
      var first =
          orderCases.run(
              "the first %,d orders after it, %d/s"
                  .formatted(benchmarkOptions.firstOrders(), FIRST_RATE),
              SystemUnderTest.SKUS,
              load ->
                  load.offer(
                      FIRST_RATE, Duration.ofSeconds(benchmarkOptions.firstOrders() / FIRST_RATE)));
      remember(first);
    }
  }

  /** Thrown away, except for the ids of its orders. */
  void warmUp() throws SQLException, InterruptedException {
    remember(orderCases.warmUp());
    ReadLoad.get(benchmarkInstallation.http(), statusPaths, benchmarkOptions.length());
  }

  private void remember(OrderRun run) {
    run.ends().keySet().stream()
        .limit(KNOWN_ORDERS - statusPaths.size())
        .forEach(id -> statusPaths.add("/api/v1/orders/" + id + "/status"));
  }

  void reads() throws IOException, InterruptedException {
    String name = "GET …/status, 8 connections";
    var before = benchmarkInstallation.cpu();
    double perSecond =
        ReadLoad.get(benchmarkInstallation.http(), statusPaths, half(benchmarkOptions.length()));
    var cpu = benchmarkInstallation.cpu().since(before);
    double count = perSecond * half(benchmarkOptions.length()).toMillis() / 1_000;
    table.add(name, "answers/s", "≥ 5,000", perSecond);
    table.add(name, "CPU ms, application", "≤ 0.25", cpu.of(ProcessCpu.APPLICATION) / count);
    table.add(name, "CPU ms, PostgreSQL", cpu.of(ProcessCpu.POSTGRES) / count);
    table.add(name, "CPU ms, generator", cpu.of(ProcessCpu.GENERATOR) / count);
    double bare = bareHttp();
    table.add("the JDK's bare HTTP server, the same", "answers/s", bare);
    table.add(name, "answers/s, % of the JDK's bare server", "≥ 30", 100 * perSecond / bare);
  }

  private double bareHttp() throws IOException, InterruptedException {
    int port = ChildProcess.freePort();
    String classPath = System.getProperty("java.class.path");
    var start =
        classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
            ? List.of(
                "-jar",
                Path.of(classPath).toAbsolutePath().toString(),
                Benchmark.BARE_HTTP,
                "" + port)
            : List.of("-cp", classPath, Benchmark.class.getName(), Benchmark.BARE_HTTP, "" + port);
    try (var server =
            ChildProcess.java(BenchmarkInstallation.TARGET.resolve("run/bare"), Map.of(), start);
        var http = new HttpConnections(port)) {
      server.awaitAnswer(http, "/");
      return ReadLoad.get(List.of(http), List.of("/"), half(benchmarkOptions.length()));
    }
  }

  void raw() throws SQLException, InterruptedException {
    var before = benchmarkInstallation.cpu();
    var length = half(benchmarkOptions.length());
    double perSecond = benchmarkInstallation.database().insertAndCommit(RAW_CONNECTIONS, length);
    var cpu = benchmarkInstallation.cpu().since(before);
    String name = "raw INSERT + COMMIT, %d connections".formatted(RAW_CONNECTIONS);
    table.add(name, "commits/s", perSecond);
    table.add(
        name,
        "CPU ms, PostgreSQL",
        cpu.of(ProcessCpu.POSTGRES) / (perSecond * length.toMillis() / 1_000));
  }

  void counts() throws SQLException, InterruptedException {
    var count = CountPerOrder.measure(benchmarkInstallation);
    table.add(
        "idle",
        "CPU-s per second, application",
        "≤ 0.02 with PostgreSQL",
        count.idleCpu().of(ProcessCpu.APPLICATION) / 1_000);
    table.add(
        "idle", "CPU-s per second, PostgreSQL", count.idleCpu().of(ProcessCpu.POSTGRES) / 1_000);
    table.add("idle", "commits/s", count.idle().commits());
    table.add("idle", "statements/s", count.idle().statements());
    String name = "count per order, %d as fast as taken".formatted(CountPerOrder.AT_LOAD);
    add(name, count.atLoad(), "≤ 3", "≤ 12", "0");
    add("count per order, one alone", count.alone(), "≤ 14", "≤ 40", "≤ 1");
  }

  private void add(
      String name, DatabaseCounts counts, String commits, String statements, String reads) {
    table.add(name, "commits", commits, counts.commits());
    table.add(name, "transactions that wrote", counts.writes());
    table.add(name, "statements", statements, counts.statements());
    table.add(name, "reads of an order's events", reads, counts.eventReads());
  }

  /** The same load beside many old events, and a replay of all of them into the view. */
  void growth() throws IOException, SQLException, InterruptedException {
    int rate = benchmarkOptions.rates().getFirst();
    benchmarkInstallation.stopApplications();
    benchmarkInstallation.database().addOldEvents(benchmarkOptions.growth());
    benchmarkInstallation.startApplications();
    var http = benchmarkInstallation.http().getFirst();
    long events = benchmarkInstallation.database().position();
    long start = System.nanoTime();
    String replays = "/api/v1/admin/processors/order-views/replays";
    String state = http.send("POST", replays, "replay", "").body();
    String replay = replays + "/" + state.replaceFirst("(?s).*\"id\":\"(\\d+)\".*", "$1");
    while (state.contains("RUNNING")) {
      Thread.sleep(LOOK_EVERY_MILLIS);
      state = http.get(replay).body();
    }
    if (!state.contains("DONE")) {
      throw new IllegalStateException("the replay failed: " + state);
    }
    String name = "beside %,d old events".formatted(benchmarkOptions.growth());
    double seconds = (System.nanoTime() - start) / 1e9;
    table.add(name, "events replayed into the view/s", "≥ 20,000", events / seconds);
    orderCases.warmUp();
    for (int round = 0; round < benchmarkOptions.rounds(); round++) {
      orderCases.run(
          "%s, %d orders/s offered".formatted(name, rate),
          SystemUnderTest.SKUS,
          load -> load.offer(rate, benchmarkOptions.length()));
    }
  }

  private static Duration half(Duration length) {
    return length.dividedBy(2);
  }
}
