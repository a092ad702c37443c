package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backup and the restore of docs/operations.md, by the same scripts. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class RestoreIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int ORDERS = 20;

  @BeforeAll
  static void needsAClientOfPostgres() {
    assumeTrue(
        DeployScripts.areThereOnThePath("psql"),
        "psql is not on the PATH: install Debian's package postgresql-client");
  }

  @Test
  void what_was_answered_before_the_backup_is_there_again_and_goes_on(@TempDir Path folder)
      throws Exception {
    var home = Files.createDirectory(folder.resolve("orderflow"));
    var backup = folder.resolve("backup");
    try (var place = TestFolder.in(home);
        var partners = RunningSimulator.start(folder.resolve("partners"))) {
      var scripts =
          new DeployScripts(home, Map.of("ORDERFLOW_POSTGRES_PORT", "" + place.postgres()));
      var ledger = new Ledger(partners.url());
      var before = new ArrayList<String>();
      String waiting;
      String done;
      String later;
      try (var orderflow = RunningOrderflow.start(place, partners)) {
        var orders = orderflow.orders();
        done = orders.placed("mouse", "pm_card_ok");
        orders.awaitEnd(done);
        waiting = orders.placed("shipping-silent", "pm_card_ok");
        awaitStatus(orders, waiting, "READY_TO_SHIP");
        // In the middle of their way while the files are copied.
        for (int i = 0; i < ORDERS; i++) {
          before.add(placed(orders, "pm_card_async", "before-" + i));
        }

        scripts.run("backup", backup.toString());

        later = placed(orders, "pm_card_ok", "later");
        orders.awaitEnd(later);
        orders.cancel(waiting);
        awaitStatus(orders, waiting, "CANCELLED");
        // Both, as when the machine dies.
        var postgres = orderflow.postgres();
        orderflow.kill();
        postgres.destroyForcibly();
        await("the end of PostgreSQL").atMost(LIMIT).until(() -> !postgres.isAlive());
      }
      destroy(home.resolve(".orderflow/postgres"));

      assertThat(scripts.run("restore", backup.toString())).contains("Restored as of 20");

      try (var orderflow = RunningOrderflow.start(place, partners)) {
        assertThat(scripts.run("after-restore")).contains("orders are in progress");
        var orders = orderflow.orders();
        assertThat(orders.get(done).path("status").asString()).isEqualTo("COMPLETED");
        for (String order : before) {
          awaitShipped(orders, order);
          assertThat(Ledger.charges(ledger.of(order))).as("charges of " + order).isEqualTo(1);
        }
        assertThatAnUndoAfterTheBackupWins(orders, ledger, waiting);
        assertThatALostOrderIsFoundAtThePartner(orders, ledger, later);
      }
    }
  }

  /**
   * orderflow has forgotten the cancellation; the partners have not, and refuse the old requests.
   */
  private static void assertThatAnUndoAfterTheBackupWins(
      Orders orders, Ledger ledger, String waiting) throws IOException {
    await("the carrier refuses what was recalled")
        .atMost(LIMIT)
        .untilAsserted(() -> assertStatus(orders, waiting, "CANCELLED"));
    assertThat(Ledger.charges(ledger.of(waiting))).isEqualTo(1);
    assertThat(Ledger.refunds(ledger.of(waiting))).isEqualTo(1);
  }

  /** A client that repeats its request under its key gets the same order, and pays once. */
  private static void assertThatALostOrderIsFoundAtThePartner(
      Orders orders, Ledger ledger, String later) throws IOException {
    assertThat(Http.get(orders.url() + "/api/v1/orders/" + later).statusCode()).isEqualTo(404);
    assertThat(Ledger.charges(ledger.of(later))).as("what must be reconciled").isEqualTo(1);

    assertThat(placed(orders, "pm_card_ok", "later")).isEqualTo(later);

    awaitShipped(orders, later);
    assertThat(Ledger.charges(ledger.of(later))).isEqualTo(1);
    assertThat(Ledger.refunds(ledger.of(later))).isZero();
  }

  private static String placed(Orders orders, String paymentMethod, String key) throws IOException {
    var answer = orders.place("mouse", paymentMethod, key);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Http.json(answer).path("orderId").asString();
  }

  /** Or completed, if the carrier tells the delivery after the restore: it is told only once. */
  private static void awaitShipped(Orders orders, String orderId) {
    await(orderId + " is on the road")
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(orders.get(orderId).path("status").asString(""))
                    .isIn("SHIPPED", "COMPLETED"));
  }

  private static void awaitStatus(Orders orders, String orderId, String status) {
    await(orderId + " is " + status)
        .atMost(LIMIT)
        .untilAsserted(() -> assertStatus(orders, orderId, status));
  }

  private static void assertStatus(Orders orders, String orderId, String status)
      throws IOException {
    assertThat(orders.get(orderId).path("status").asString("")).isEqualTo(status);
  }

  /** As a disk that is gone, half of it at least. */
  private static void destroy(Path data) throws IOException {
    try (var files = Files.walk(data.resolve("base"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }
}
