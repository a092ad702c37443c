package io.orderflow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Counts do not depend on the clock, so they may be asserted, unlike times; a busy machine only
 * makes larger batches, and so smaller counts. The limits are what an order costs today and a
 * little more: lower them with the cost. Every build counts statements and the transactions that
 * wrote; commits of what was only read, which PostgreSQL counts late, are thorough.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CountPerOrderIT {

  private static final DatabaseCounts LIMIT_AT_LOAD = new DatabaseCounts(10, 5, 12, 0.5);
  private static final DatabaseCounts LIMIT_ALONE = new DatabaseCounts(45, 30, 60, 0.5);

  private static final int WARM_UP = 100;

  @Test
  void an_order_costs_no_more_round_trips_than_budgeted()
      throws IOException, SQLException, InterruptedException {
    var count = count(CountPerOrder::measureWithoutCommits);

    assertThat(count.atLoad()).satisfies(counts -> staysWithin(LIMIT_AT_LOAD, counts));
    assertThat(count.alone()).satisfies(counts -> staysWithin(LIMIT_ALONE, counts));
  }

  @Test
  @Tag("thorough")
  void an_order_costs_no_more_commits_than_budgeted()
      throws IOException, SQLException, InterruptedException {
    var count = count(CountPerOrder::measure);

    assertThat(count.atLoad().commits()).isLessThanOrEqualTo(LIMIT_AT_LOAD.commits());
    assertThat(count.alone().commits()).isLessThanOrEqualTo(LIMIT_ALONE.commits());
  }

  /** Its application is over before the thorough compiler pays. */
  private static CountPerOrder count(Measurement measurement)
      throws IOException, SQLException, InterruptedException {
    var options = BenchmarkOptions.parse("--quick", "--no-aot");
    try (var installation = BenchmarkInstallation.prepare(options, "-XX:TieredStopAtLevel=1")) {
      installation.startApplications();
      installation.fillCatalog();
      OrderRun.of(installation, SystemUnderTest.SKUS, load -> load.placeAsFastAsTaken(WARM_UP));
      return measurement.of(installation);
    }
  }

  private static void staysWithin(DatabaseCounts limit, DatabaseCounts counts) {
    System.out.printf("Per order: %s%n", counts);
    assertThat(counts.writes()).as("writes").isLessThanOrEqualTo(limit.writes());
    assertThat(counts.statements()).as("statements").isLessThanOrEqualTo(limit.statements());
    assertThat(counts.eventReads()).as("reads of events").isLessThanOrEqualTo(limit.eventReads());
  }

  private interface Measurement {
    CountPerOrder of(BenchmarkInstallation installation) throws SQLException, InterruptedException;
  }
}
