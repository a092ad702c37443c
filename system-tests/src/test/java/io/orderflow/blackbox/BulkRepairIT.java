package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A kill amid a bulk operation: it goes on, and no order is acted upon twice. */
@Tag("thorough")
@ParameterizedClass
@MethodSource("io.orderflow.blackbox.SetUp#available")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BulkRepairIT {

  private static final int ORDERS = 120;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Map<String, String> PATIENCE = RunningServices.patientBut("DELIVERY");
  private static final String RESOLVE =
      """
      {"action": "resolve", "filter": {"attention": "DELIVERY"}, "note": "all have arrived"}""";

  private final SetUp setUp;

  BulkRepairIT(SetUp setUp) {
    this.setUp = setUp;
  }

  @Test
  void a_kill_amid_a_bulk_operation_loses_no_order_and_repeats_none(@TempDir Path folder)
      throws IOException {
    int simulatorPort = FreePort.find();
    try (var place = TestFolder.in(folder)) {
      var operations = place.url() + "/api/v1/admin/bulk-operations";
      var lost = new ArrayList<String>();
      String operation;
      var first = setUp.startWithItsOwnPartners(place, simulatorPort, PATIENCE);
      try {
        for (int number = 0; number < ORDERS; number++) {
          var placed = first.orders().place("lost-parcel", "pm_card_ok", "lost-" + number);
          lost.add(Http.json(placed).path("orderId").asString());
        }
        await("attentions").atMost(LIMIT).until(() -> waiting(place) == ORDERS);
        var preview = Http.json(Http.post(operations, RESOLVE, "preview"));
        assertThat(preview.path("count").asInt()).isEqualTo(ORDERS);
        operation = operations + "/" + preview.path("id").asString();
        String confirmation = "{\"count\": %d}".formatted(ORDERS);
        Http.post(operation + "/confirmation", confirmation, "confirmation");
        await("results").atMost(LIMIT).until(() -> left(operation) < ORDERS);
      } finally {
        first.kill();
      }

      try (var restarted = setUp.startWithItsOwnPartners(place, simulatorPort, PATIENCE)) {
        int leftByTheKill = left(operation);
        await("the end of the operation")
            .atMost(LIMIT)
            .until(() -> show(operation).path("state").asString(""), "DONE"::equals);
        var done = show(operation);
        assertThat(done.at("/progress/done").asInt()).as(done.toString()).isEqualTo(ORDERS);
        for (String order : lost) {
          assertThat(restarted.orders().awaitEnd(order).path("status").asString())
              .isEqualTo("COMPLETED");
          assertThat(resolutions(place, order)).as("order " + order).hasSize(1);
        }
        assertThat(waiting(place)).isZero();
        System.out.printf("%d orders, %d of them left by the kill%n", ORDERS, leftByTheKill);
      }
    }
  }

  private static int waiting(TestFolder place) throws IOException {
    var answer = Http.json(Http.get(place.url() + "/api/v1/admin/attention-groups"));
    return StreamSupport.stream(answer.path("groups").spliterator(), false)
        .mapToInt(group -> group.path("orders").asInt())
        .sum();
  }

  private static JsonNode show(String operation) throws IOException {
    return Http.json(Http.get(operation));
  }

  private static int left(String operation) throws IOException {
    return show(operation).at("/progress/left").asInt();
  }

  private static List<JsonNode> resolutions(TestFolder place, String order) throws IOException {
    var timeline = Http.json(Http.get(place.url() + "/api/v1/orders/" + order + "/timeline"));
    return StreamSupport.stream(timeline.path("entries").spliterator(), false)
        .filter(entry -> entry.path("type").asString().equals("step-resolved"))
        .toList();
  }
}
