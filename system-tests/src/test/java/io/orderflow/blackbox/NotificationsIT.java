package io.orderflow.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.engine.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.StreamSupport;
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
class NotificationsIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final SetUp setUp;

  NotificationsIT(SetUp setUp) {
    this.setUp = setUp;
  }

  @Test
  void a_customer_is_told_once_of_each_thing_and_the_timeline_says_what_and_when(
      @TempDir Path folder) throws IOException {
    int simulatorPort = FreePort.find();
    var simulator = "http://127.0.0.1:" + simulatorPort;
    var notifying = new HashMap<>(RunningServices.PATIENT);
    notifying.put("ORDERFLOW_INTEGRATION_NOTIFICATIONS_ENABLED", "true");
    notifying.put("ORDERFLOW_INTEGRATION_NOTIFICATIONS_URL", simulator);
    try (var orderflow =
        setUp.startWithItsOwnPartners(TestFolder.in(folder), simulatorPort, notifying)) {
      var orders = orderflow.orders();
      String delivered = orders.placed("mouse", "pm_card_ok");
      String declined = orders.placed("mouse", "pm_card_declined");
      String refunded = orders.placed("unshippable", "pm_card_ok");

      awaitTold(orders, delivered, "created", "paid", "shipped", "delivered");
      awaitTold(orders, declined, "created", "payment-failed", "cancelled");
      awaitTold(orders, refunded, "created", "paid", "refunded", "cancelled");
      assertThat(notificationsIn(new Ledger(simulator), delivered)).isEqualTo(4);
      assertThat(notificationsIn(new Ledger(simulator), declined)).isEqualTo(3);
      assertThat(notificationsIn(new Ledger(simulator), refunded)).isEqualTo(4);
    }
  }

  private static void awaitTold(Orders orders, String order, String... kinds) {
    await("the notifications of " + order)
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(kindsOf(orders, order)).containsExactlyInAnyOrder(kinds));
  }

  private static List<String> kindsOf(Orders orders, String order) throws IOException {
    var timeline = Http.json(Http.get(orders.url() + "/api/v1/orders/" + order + "/timeline"));
    var notifications = timeline.path("notifications");
    assertThat(notifications.path("available").asBoolean(false)).isTrue();
    return StreamSupport.stream(notifications.path("sent").spliterator(), false)
        .map(NotificationsIT::kind)
        .toList();
  }

  private static String kind(JsonNode sent) {
    assertThat(sent.path("notificationId").asString()).startsWith("ntf_");
    assertThat(sent.path("at").asString()).isNotEmpty();
    return sent.path("kind").asString();
  }

  private static long notificationsIn(Ledger ledger, String order) throws IOException {
    return ledger.of(order).stream().filter(entry -> entry.kind().equals("NOTIFICATION")).count();
  }
}
