package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Each situation of deploy/practise is found and repaired as docs/operations.md says. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Tag("thorough")
class PractiseIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Pattern USABLE =
      Pattern.compile("(?s)id=\"p-processing\".*?([0-9.]+).% with a usable answer");
  private static final Pattern ORDER = Pattern.compile("Order ([0-9a-f-]{36})");

  @Test
  void every_situation_is_found_and_repaired(@TempDir Path folder) throws Exception {
    assumeTrue(
        DeployScripts.areThereOnThePath("psql", "curl"),
        "psql or curl is not on the PATH: install Debian's packages postgresql-client and curl");
    int simulator = FreePort.find();
    var fails = Map.of("SIMULATOR_PROCESSING_FAILURERATE", "0.5");
    try (var place = TestFolder.in(folder)) {
      try (var demo = RunningOrderflow.startWithItsOwnPartners(place, simulator, fails)) {
        var scripts = new DeployScripts(folder, settings(place, simulator));
        stuckRefund(scripts, place, simulator);
        poisonedEvent(scripts, place);
        wrongView(scripts, place);
        assertThat(scripts.run("practise", "killed-node")).contains("process " + demo.pid());
        demo.awaitEnd();
      }
      try (var _ = RunningOrderflow.startWithItsOwnPartners(place, simulator, fails)) {
        new DeployScripts(folder, settings(place, simulator)).run("practise", "failing-partner");
        await("the end of every order")
            .atMost(LIMIT)
            .untilAsserted(() -> assertThat(underWay(place)).isZero());
        assertThat(usablePercentOfProcessing(place)).isBetween(10.0, 90.0);
      }
    }
  }

  private static void stuckRefund(DeployScripts scripts, TestFolder place, int simulator)
      throws Exception {
    String order = order(scripts.run("practise", "stuck-refund"));
    var orders = new Orders(place.url());
    var attention = orders.get(order).path("attention").path(0);
    assertThat(attention.path("step").asString()).isEqualTo("PAYMENT");
    Http.post("http://127.0.0.1:" + simulator + "/simulator/heal", "{}", "heal");
    awaitStatus(orders, order, "CANCELLED");
  }

  private static void poisonedEvent(DeployScripts scripts, TestFolder place) throws Exception {
    String order = order(scripts.run("practise", "poisoned-event"));
    var orders = new Orders(place.url());
    var letters = place.url() + "/api/v1/admin/dead-letters";
    await("the dead letter")
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(Http.get(letters).body()).contains("order-views:" + order));
    assertThat(orders.get(order).path("status").asString()).isEqualTo("READY_TO_SHIP");

    scripts.run("practise", "heal");
    Http.post(letters + "/order-views:" + order + "/retry", "{}", "retry");

    awaitStatus(orders, order, "CANCELLED");
  }

  private static void wrongView(DeployScripts scripts, TestFolder place) throws Exception {
    scripts.run("practise", "wrong-view");
    var admin = place.url() + "/api/v1/admin";
    assertThat(
            finished(admin + "/projections/order-views/checks", "check").path("differing").asInt())
        .isEqualTo(1);

    finished(admin + "/processors/order-views/replays", "replay");

    var list = Http.json(Http.get(place.url() + "/api/v1/orders?status=PROCESSING"));
    assertThat(list.path("items").size()).isZero();
  }

  /** Begins it, and awaits its end. */
  private static JsonNode finished(String address, String key) throws IOException {
    var begun = Http.post(address, "{}", key);
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    var location = begun.headers().firstValue("Location").orElseThrow();
    var at = address.substring(0, address.indexOf("/api/")) + location;
    await(key)
        .atMost(LIMIT)
        .until(() -> !Http.json(Http.get(at)).path("state").asString("RUNNING").equals("RUNNING"));
    return Http.json(Http.get(at));
  }

  private static int underWay(TestFolder place) throws IOException {
    var all = Http.json(Http.get(place.url() + "/api/v1/orders?customerId=practise&limit=200"));
    int open = 0;
    for (var order : all.path("items")) {
      if (!order.path("status").asString().matches("COMPLETED|CANCELLED")) {
        open++;
      }
    }
    assertThat(all.path("items").size()).isGreaterThan(60);
    return open;
  }

  /** As an operator reads it in the console. */
  private static double usablePercentOfProcessing(TestFolder place) throws IOException {
    var shown = USABLE.matcher(Http.get(place.url() + "/console/partners").body());
    assertThat(shown.find()).as("the requests to the processing partner").isTrue();
    return Double.parseDouble(shown.group(1));
  }

  private static void awaitStatus(Orders orders, String orderId, String status) {
    await(orderId + " is " + status)
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(orders.get(orderId).path("status").asString()).isEqualTo(status));
  }

  private static String order(String said) {
    var found = ORDER.matcher(said);
    assertThat(found.find()).as(said).isTrue();
    return found.group(1);
  }

  static Map<String, String> settings(TestFolder place, int simulator) {
    return Map.of(
        "API", place.url() + "/api/v1",
        "SIMULATOR", "http://127.0.0.1:" + simulator,
        "ORDERFLOW_POSTGRES_PORT", "" + place.postgres());
  }
}
