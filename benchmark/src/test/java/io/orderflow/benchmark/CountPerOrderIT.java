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
 * little more: lower them with the cost.
 */
@Tag("thorough")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CountPerOrderIT {

  private static final DatabaseCounts LIMIT_AT_LOAD = new DatabaseCounts(10, 15, 1);
  private static final DatabaseCounts LIMIT_ALONE = new DatabaseCounts(45, 70, 2);

  private static final int WARM_UP = 100;

  @Test
  void an_order_costs_no_more_round_trips_than_budgeted()
      throws IOException, SQLException, InterruptedException {
    try (var installation =
        BenchmarkInstallation.prepare(BenchmarkOptions.parse("--quick", "--no-aot"))) {
      installation.startApplications();
      installation.fillCatalog();
      OrderRun.of(
          installation, BenchmarkInstallation.SKUS, load -> load.placeAsFastAsTaken(WARM_UP));

      var count = CountPerOrder.measure(installation);

      assertThat(count.atLoad()).satisfies(counts -> staysWithin(LIMIT_AT_LOAD, counts));
      assertThat(count.alone()).satisfies(counts -> staysWithin(LIMIT_ALONE, counts));
    }
  }

  private static void staysWithin(DatabaseCounts limit, DatabaseCounts counts) {
    assertThat(counts.commits()).as("commits").isLessThanOrEqualTo(limit.commits());
    assertThat(counts.statements()).as("statements").isLessThanOrEqualTo(limit.statements());
    assertThat(counts.eventReads()).as("reads of events").isLessThanOrEqualTo(limit.eventReads());
  }
}
