package io.orderflow.blackbox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process, its partners apart, and ten times what it can carry. Beside other tests it would
 * show what those do to it, and they would starve: the build runs it alone.
 */
@Tag("alone")
@Tag("thorough")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OverloadIT {

  private static final Logger LOG = LoggerFactory.getLogger(OverloadIT.class);
  private static final int PATIENT_CUSTOMERS = 16;
  private static final Duration ORDINARY_LOAD = Duration.ofSeconds(16);
  private static final Duration OVERLOAD = Duration.ofMinutes(1);
  private static final Duration FIRST_SECONDS = Duration.ofSeconds(10);
  private static final int TIMES = 10;
  private static final int REFUSALS_PER_LINE = 40;

  @Test
  void ten_times_the_load_is_refused_and_what_was_accepted_ends_as_promised(@TempDir Path folder)
      throws IOException {
    var place = TestFolder.in(folder);
    try (var postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        var partners = RunningSimulator.start(folder.resolve("partners"));
        var orderflow =
            RunningOrderflow.startOn(place, partners, postgres.getJdbcUrl("postgres", "postgres"));
        var customers = new Customers(place.api());
        var load = new Load(customers)) {
      double carried = carriedBy(load);

      var offered = load.ofImpatientCustomers(TIMES * carried, OVERLOAD);
      long before = aliveAfter(FIRST_SECONDS, orderflow.pid());
      offered.join();
      long after = Heap.aliveIn(orderflow.pid());
      LOG.info("carried {}/s, alive {} then {}: {}", carried, before, after, load.answers());

      assertThat(load.answers().keySet())
          .containsExactlyInAnyOrder("201", "503 OVERLOADED Retry-After");
      var ends = new OrderOutcomes(postgres.getPostgresDatabase(), partners.ledger());
      ends.await(load.accepted().size());
      assertThat(ends.byOrder()).isEqualTo(promised(load.accepted()));
      assertThat(ends.keptByPartners()).isEqualByComparingTo(ends.totalsOfCompletedOrders());
      assertThat(after).isLessThanOrEqualTo(before * 12 / 10);
      long refused = requireNonNull(load.answers().get("503 OVERLOADED Retry-After"));
      assertThat(orderflow.output().lines().count())
          .as("every trace id of a refusal is logged, some fifty to a line")
          .isLessThan(200 + refused / REFUSALS_PER_LINE);
    }
  }

  private static long aliveAfter(Duration delay, long pid) {
    var later = CompletableFuture.delayedExecutor(delay.toSeconds(), TimeUnit.SECONDS);
    return CompletableFuture.supplyAsync(() -> Heap.aliveIn(pid), later).join();
  }

  /** Per second, over a while: at first all is taken that may wait, and then for a time nothing. */
  private static double carriedBy(Load load) {
    load.ofPatientCustomers(PATIENT_CUSTOMERS, ORDINARY_LOAD);
    return load.accepted().size() / (double) ORDINARY_LOAD.toSeconds();
  }

  private static Map<String, LoadOrder.End> promised(Map<String, LoadOrder> accepted) {
    var ends = new HashMap<String, LoadOrder.End>();
    accepted.forEach((orderId, wish) -> ends.put(orderId, wish.end()));
    return ends;
  }
}
