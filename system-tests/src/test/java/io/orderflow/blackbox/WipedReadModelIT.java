package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@MethodSource("io.orderflow.blackbox.SetUp#available")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class WipedReadModelIT {

  private static final int ORDERS = 2 * OrderScenario.ALL.size();
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final String REPLAYS = "/api/v1/admin/processors/order-views/replays";

  private final SetUp setUp;

  WipedReadModelIT(SetUp setUp) {
    this.setUp = setUp;
  }

  @Test
  void a_replay_rebuilds_a_wiped_read_model_to_the_same_rows(@TempDir Path folder)
      throws IOException, SQLException {
    try (var database = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        var partners = RunningSimulator.start(folder.resolve("partners"));
        var place = TestFolder.in(folder.resolve("orderflow"));
        var orderflow =
            setUp.startOn(place, partners, database.getJdbcUrl("postgres", "postgres"))) {
      var ids = placed(orderflow.orders());
      Http.post(partners.url() + "/simulator/heal", "{}", "heal");
      var operator = new Operator(place.url());
      for (String id : ids) {
        operator.bringToItsEnd(orderflow.orders(), id);
      }
      var before = rowsOnceNothingMoves(orderflow);
      assertThat(before).hasSize(ORDERS);

      wipe(orderflow);
      assertThat(rows(orderflow)).isEmpty();
      assertThat(orderflow.orders().get(ids.getFirst()).get("code").asString())
          .isEqualTo("VIEW_BEHIND");
      var replay = replayed(place.url());

      assertThat(rows(orderflow)).isEqualTo(before);
      System.out.printf(
          "%s: %d rows wiped and rebuilt to the same bytes, %s%n", setUp, before.size(), replay);
    }
  }

  private static List<String> placed(Orders orders) throws IOException {
    var ids = new ArrayList<String>();
    for (int number = 0; number < ORDERS; number++) {
      var response = OrderScenario.of(number).place(orders, number);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
      ids.add(Http.json(response).get("orderId").asString());
    }
    return ids;
  }

  /** Refunds of what was charged in silence come after the orders' ends. */
  private static List<String> rowsOnceNothingMoves(Orderflow orderflow) throws SQLException {
    var rows = new ArrayList<String>();
    Callable<Boolean> same =
        () -> {
          var now = rows(orderflow);
          boolean unchanged = now.equals(rows);
          rows.clear();
          rows.addAll(now);
          return unchanged && allRefunded(orderflow);
        };
    await("rows that stay").atMost(LIMIT).during(QUIET).until(same);
    return rows(orderflow);
  }

  private static boolean allRefunded(Orderflow orderflow) throws SQLException {
    return texts(
            orderflow,
            "select order_id::text from views.order_view"
                + " where state #>> '{placed,paymentMethod}' = 'pm_card_silent_charged' and payment_status <> 'REFUNDED'")
        .isEmpty();
  }

  /** All columns of all rows, as PostgreSQL writes them. */
  private static List<String> rows(Orderflow orderflow) throws SQLException {
    return texts(orderflow, "select v::text from views.order_view v order by v.order_id");
  }

  private static List<String> texts(Orderflow orderflow, String query) throws SQLException {
    try (var connection = orderflow.readModel();
        var statement = connection.createStatement();
        var found = statement.executeQuery(query)) {
      var texts = new ArrayList<String>();
      while (found.next()) {
        texts.add(found.getString(1));
      }
      return texts;
    }
  }

  private static void wipe(Orderflow orderflow) throws SQLException {
    try (var connection = orderflow.readModel();
        var statement = connection.createStatement()) {
      statement.execute("delete from views.order_view");
    }
  }

  private static JsonNode replayed(String url) throws IOException {
    var started = Http.post(url + REPLAYS, "", "replay");
    assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
    String location = url + started.headers().firstValue("Location").orElseThrow();
    await("the end of the replay")
        .atMost(LIMIT)
        .until(() -> !Http.json(Http.get(location)).get("state").asString().equals("RUNNING"));
    var ended = Http.json(Http.get(location));
    assertThat(ended.get("state").asString()).as(ended.toString()).isEqualTo("DONE");
    assertThat(ended.get("percent").asInt()).isEqualTo(100);
    return ended;
  }
}
