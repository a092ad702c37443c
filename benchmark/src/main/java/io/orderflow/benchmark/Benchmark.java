package io.orderflow.benchmark;

import io.orderflow.benchmark.Options.Row;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;

/** Measures orderflow from outside, and prints one table; docs/performance.md explains it. */
public final class Benchmark {

  /** As first argument: this process serves as the bare server, on the port that follows. */
  static final String BARE_HTTP = "bare-http";

  private static final int STARTS = 3;

  private final Options options;
  private final ResultTable table = new ResultTable();

  private Benchmark(Options options) {
    this.options = options;
  }

  /**
   * @param arguments as {@link Options#USAGE} says
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
      new Benchmark(Options.parse(arguments)).run();
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException, SQLException, InterruptedException {
    say("PostgreSQL, simulator, AOT cache (a minute, once for each build) …");
    try (var installation = Installation.prepare(options)) {
      try {
        measure(new Cases(installation, options, table), installation);
      } finally { // what was measured before a failure was still measured
        System.out.println(Machine.describe() + "; orderflow: " + installation.describe());
        System.out.println();
        System.out.print(table.print());
      }
    }
  }

  private void measure(Cases cases, Installation installation)
      throws IOException, SQLException, InterruptedException {
    for (int start = 0; start < (options.rounds() == 1 ? 1 : STARTS); start++) {
      say("start …");
      installation.stopApplications();
      cases.start();
    }
    say("warm-up …");
    cases.warmUp();
    for (int round = 1; round <= options.rounds(); round++) {
      say("round " + round + " of " + options.rounds() + " …");
      round(cases);
    }
    if (chosen(Row.COUNTS)) {
      say("counts …");
      cases.counts();
    }
    if (options.growth() > 0) {
      say("growth …");
      cases.growth();
    }
  }

  private void round(Cases cases) throws IOException, SQLException, InterruptedException {
    if (chosen(Row.RAW)) {
      cases.raw();
    }
    if (chosen(Row.READS)) {
      cases.reads();
    }
    if (chosen(Row.LOAD)) {
      for (int rate : options.rates()) {
        cases.load(rate);
      }
    }
    if (chosen(Row.BURST)) {
      cases.burst();
    }
    if (chosen(Row.HOT)) {
      cases.hot();
    }
    if (chosen(Row.ALONE)) {
      cases.alone();
    }
    if (chosen(Row.OVERLOAD)) {
      cases.overload();
    }
  }

  private boolean chosen(Row row) {
    return options.rows().contains(row);
  }

  private static void say(String what) {
    System.err.printf("%tT %s%n", LocalTime.now(ZoneId.systemDefault()), what);
  }
}
