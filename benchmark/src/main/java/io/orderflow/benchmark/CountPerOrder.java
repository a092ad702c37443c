package io.orderflow.benchmark;

import java.sql.SQLException;
import java.time.Duration;

/**
 * What PostgreSQL does for an order, counted. What the application does without any order in the
 * same time, by looking for work, is measured first and subtracted.
 *
 * @param idle per second
 * @param idleCpu per second
 * @param atLoad per order, of many placed as fast as they are taken
 * @param alone per order, each placed when the one before has ended
 */
record CountPerOrder(
    DatabaseCounts idle, ProcessCpu idleCpu, DatabaseCounts atLoad, DatabaseCounts alone) {

  static final int AT_LOAD = 500;

  private static final int ALONE = 20;
  private static final Duration IDLE = Duration.ofSeconds(5);

  /** The application must be warm: what it reads once, such as products, would be counted. */
  static CountPerOrder measure(BenchmarkInstallation benchmarkInstallation)
      throws SQLException, InterruptedException {
    return measure(benchmarkInstallation, BenchmarkDatabase.UNTIL_COUNTED);
  }

  /** The same half a minute sooner, without the commits: some are missing. */
  static CountPerOrder measureWithoutCommits(BenchmarkInstallation benchmarkInstallation)
      throws SQLException, InterruptedException {
    return measure(benchmarkInstallation, Duration.ZERO);
  }

  private static CountPerOrder measure(
      BenchmarkInstallation benchmarkInstallation, Duration untilCounted)
      throws SQLException, InterruptedException {
    var database = benchmarkInstallation.database();
    Thread.sleep(untilCounted);
    var cpu = benchmarkInstallation.cpu();
    var counts = database.counts();
    Thread.sleep(IDLE);
    double seconds = IDLE.toMillis() / 1_000.0;
    var idle = database.counts().since(counts).dividedBy(seconds);
    var idleCpu = benchmarkInstallation.cpu().since(cpu).dividedBy(seconds);
    var atLoad = perOrder(benchmarkInstallation, untilCounted, idle, AT_LOAD, 1);
    var alone = perOrder(benchmarkInstallation, untilCounted, idle, 1, ALONE);
    return new CountPerOrder(idle, idleCpu, atLoad, alone);
  }

  private static DatabaseCounts perOrder(
      BenchmarkInstallation benchmarkInstallation,
      Duration untilCounted,
      DatabaseCounts idle,
      int orders,
      int times)
      throws SQLException, InterruptedException {
    var before = benchmarkInstallation.database().counts();
    long start = System.nanoTime();
    int ended = 0;
    for (int turn = 0; turn < times; turn++) {
      ended +=
          OrderRun.of(
                  benchmarkInstallation,
                  SystemUnderTest.SKUS,
                  load -> load.placeAsFastAsTaken(orders))
              .ends()
              .size();
    }
    if (ended != orders * times) {
      throw new IllegalStateException(ended + " of " + orders * times + " orders ended");
    }
    Thread.sleep(untilCounted);
    var all = benchmarkInstallation.database().counts().since(before);
    return all.since(idle.times((System.nanoTime() - start) / 1e9)).dividedBy(ended);
  }
}
