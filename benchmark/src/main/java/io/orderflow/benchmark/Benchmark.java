package io.orderflow.benchmark;

import io.orderflow.benchmark.BenchmarkOptions.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;

/** Measures orderflow from outside, and prints one table; docs/performance.md explains it. */
public final class Benchmark {

  /** As first argument: this process serves as the bare server, on the port that follows. */
  static final String BARE_HTTP = "bare-http";

  private static final int STARTS = 3;

  private final BenchmarkOptions benchmarkOptions;
  private final ResultTable table = new ResultTable();

  private Benchmark(BenchmarkOptions benchmarkOptions) {
    this.benchmarkOptions = benchmarkOptions;
  }

  /**
   * @param arguments as {@link BenchmarkOptions#USAGE} says
   */
  public static void main(String... arguments)
      throws IOException, SQLException, InterruptedException {
    System.setProperty("slf4j.internal.verbosity", "ERROR"); // nothing logs here
    if (arguments.length == 2 && arguments[0].equals(BARE_HTTP)) {
      BareHttpServer.serve(Integer.parseInt(arguments[1]));
      return;
    }
    if (!CpuTime.isAvailable()) {
      System.err.println("CPU times are read from /proc, which is on Linux only.");
      System.exit(1);
    }
    try {
      new Benchmark(BenchmarkOptions.parse(arguments)).run();
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException, SQLException, InterruptedException {
    Path services = benchmarkOptions.installation();
    if (services == null) {
      measureOneProcess();
    } else {
      measureServices(services);
    }
  }

  private void measureServices(Path folder) throws IOException, SQLException, InterruptedException {
    try (var servicesInstallation = ServicesInstallation.at(folder)) {
      try {
        var orderCases = new OrderCases(servicesInstallation, benchmarkOptions, table);
        servicesInstallation.fillCatalog();
        say("warm-up …");
        orderCases.warmUp();
        orderCases.idle();
        for (int round = 1; round <= benchmarkOptions.rounds(); round++) {
          say("round " + round + " of " + benchmarkOptions.rounds() + " …");
          orderCases.round();
        }
      } finally {
        print(servicesInstallation);
      }
    }
  }

  private void measureOneProcess() throws IOException, SQLException, InterruptedException {
    say("PostgreSQL, simulator, AOT cache (a minute, once for each build) …");
    try (var benchmarkInstallation = BenchmarkInstallation.prepare(benchmarkOptions)) {
      try {
        measure(benchmarkInstallation);
      } finally {
        print(benchmarkInstallation);
      }
    }
  }

  /** Also after a failure: what was measured before was still measured. */
  private void print(SystemUnderTest installation) throws IOException {
    System.out.println(MachineDescription.describe() + "; orderflow: " + installation.describe());
    System.out.println();
    System.out.print(table.print());
  }

  private void measure(BenchmarkInstallation benchmarkInstallation)
      throws IOException, SQLException, InterruptedException {
    var orderCases = new OrderCases(benchmarkInstallation, benchmarkOptions, table);
    var benchmarkCases =
        new BenchmarkCases(benchmarkInstallation, benchmarkOptions, table, orderCases);
    for (int start = 0; start < (benchmarkOptions.rounds() == 1 ? 1 : STARTS); start++) {
      say("start …");
      benchmarkInstallation.stopApplications();
      benchmarkCases.start();
    }
    say("warm-up …");
    benchmarkCases.warmUp();
    for (int round = 1; round <= benchmarkOptions.rounds(); round++) {
      say("round " + round + " of " + benchmarkOptions.rounds() + " …");
      if (chosen(Row.RAW)) {
        benchmarkCases.raw();
      }
      if (chosen(Row.READS)) {
        benchmarkCases.reads();
      }
      orderCases.round();
    }
    if (chosen(Row.COUNTS)) {
      say("counts …");
      benchmarkCases.counts();
    }
    if (benchmarkOptions.growth() > 0) {
      say("growth …");
      benchmarkCases.growth();
    }
  }

  private boolean chosen(Row row) {
    return benchmarkOptions.rows().contains(row);
  }

  private static void say(String what) {
    System.err.printf("%tT %s%n", LocalTime.now(ZoneId.systemDefault()), what);
  }
}
