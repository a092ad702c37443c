package io.orderflow.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Labels;
import io.orderflow.api.OrderId;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.OrderEvent.LabelsChanged;
import io.orderflow.engine.TestDatabase;
import io.orderflow.web.request.OrderPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelsTest {

  private static final String ORDERS = "/api/v1/orders";
  private static final WriteSide SHOP = new WriteSide(TestDatabase.createUrl(), "demo");

  @AfterAll
  static void stop() {
    SHOP.close();
  }

  @Test
  void labels_come_with_the_order_and_are_part_of_its_repetition() {
    String key = UUID.randomUUID().toString();
    var placed = place("{\"vip\":\"yes\",\"channel\":\" web\"}", key);
    assertThat(placed.status()).as(placed.text()).isEqualTo(201);
    assertThat(placed.json().at("/labels")).hasToString("{\"channel\":\"web\",\"vip\":\"yes\"}");

    assertThat(place("{\"channel\":\" web\",\"vip\":\"yes\"}", key).text())
        .isEqualTo(placed.text());
    assertThat(place("{\"channel\":\" web\",\"vip\":\"no\"}", key).at("/code"))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(place("{}", key).at("/code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void an_order_without_labels_is_the_same_however_that_is_said() {
    String key = UUID.randomUUID().toString();
    var placed = place("{}", key);

    assertThat(placed.json().at("/labels").isEmpty()).isTrue();
    assertThat(place("null", key).text()).isEqualTo(placed.text());
  }

  @Test
  void a_patch_sets_and_removes_labels_and_leaves_the_others() {
    String id = placed("{\"channel\":\"web\",\"gift\":\"yes\"}");

    var patched = patch(id, "{\"labels\":{\"channel\":null,\"vip\":\"yes\",\"none\":null}}");
    assertThat(patched.status()).as(patched.text()).isEqualTo(200);
    assertThat(patched.header("ETag")).isEqualTo("\"1\"");
    var position = new OrderPosition(OrderId.parse(id), 1);
    assertThat(patched.header("Orderflow-Position")).isEqualTo(position.toString());
    assertThat(patched.header("Idempotent-Replayed")).isEmpty();
    assertThat(patched.text())
        .isEqualTo(
            "{\"orderId\":\"%s\",\"labels\":{\"gift\":\"yes\",\"vip\":\"yes\"},\"version\":1}"
                .formatted(id));
    assertThat(events(id).getLast())
        .isInstanceOfSatisfying(
            LabelsChanged.class,
            changed -> {
              assertThat(changed.set()).isEqualTo(new Labels(Map.of("vip", "yes")));
              assertThat(changed.removed()).containsExactly("channel");
              assertThat(changed.actor()).isEqualTo(Actor.CUSTOMER);
            });
  }

  @Test
  void a_patch_that_changes_nothing_records_nothing_and_says_so_whatever_version_it_names() {
    String id = placed("{\"channel\":\"web\"}");
    for (String patch :
        List.of(
            "{}",
            "{\"labels\":{}}",
            "{\"labels\":{\"channel\":\"web\"}}",
            "{\"labels\":{\"vip\":null}}")) {
      var answer = patch(id, patch, "If-Match", "\"7\"");
      assertThat(answer.status()).as(patch).isEqualTo(200);
      assertThat(answer.header("Idempotent-Replayed")).isEqualTo("true");
      assertThat(answer.json().at("/labels")).hasToString("{\"channel\":\"web\"}");
    }
    assertThat(events(id)).hasSize(1);
  }

  @Test
  void a_patch_only_holds_for_the_versions_it_names() {
    String id = placed("{}");
    String patch = "{\"labels\":{\"vip\":\"yes\"}}";

    var stale = patch(id, patch, "If-Match", "\"1\"");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.header("ETag")).isEqualTo("\"0\"");
    assertThat(patch(id, patch, "If-None-Match", "\"1\"").status()).isEqualTo(400);
    assertThat(events(id)).hasSize(1);
    assertThat(patch(id, patch, "If-Match", "\"0\"").status()).isEqualTo(200);
  }

  @Test
  void of_many_who_patch_one_version_one_succeeds() throws Exception {
    String id = placed("{}");
    var patches = new ArrayList<Callable<WriteSide.Answer>>();
    for (int client = 0; client < 12; client++) {
      String patch = "{\"labels\":{\"owner\":\"client-" + client + "\"}}";
      patches.add(() -> patch(id, patch, "If-Match", "\"0\""));
    }
    try (var threads = Executors.newFixedThreadPool(patches.size())) {
      var statuses = new ArrayList<Integer>();
      for (var answer : threads.invokeAll(patches)) {
        statuses.add(answer.get().status());
      }
      assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
    }
    assertThat(events(id)).hasSize(2);
  }

  @Test
  void an_order_has_at_most_twenty_labels() {
    String id = placed("{\"channel\":\"web\"}");
    String twenty = labels(20);

    var refused = patch(id, "{\"labels\":{" + twenty + "}}");
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.at("/code")).isEqualTo("TOO_MANY_LABELS");
    assertThat(patch(id, "{\"labels\":{\"channel\":null," + twenty + "}}").status()).isEqualTo(200);
    assertThat(patch(id, "{\"labels\":{" + labels(21) + "}}").status()).isEqualTo(422);
  }

  @Test
  void nothing_but_labels_can_be_patched_and_only_in_an_order_that_exists() {
    String id = placed("{}");

    var answer = patch(id, "{\"status\":\"COMPLETED\",\"labels\":{\"vip\":\"yes\"}}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.at("/errors/0/pointer")).isEqualTo("/status");
    assertThat(answer.at("/errors/0/detail")).isEqualTo("cannot be changed; only labels can");
    assertThat(events(id)).hasSize(1);
    for (String unknown : List.of(UUID.randomUUID().toString(), "no-uuid")) {
      assertThat(patch(unknown, "{\"labels\":{\"vip\":\"yes\"}}").at("/code"))
          .isEqualTo("ORDER_NOT_FOUND");
    }
  }

  @Test
  void a_patch_is_a_merge_patch_and_has_at_most_one_well_formed_key() {
    String id = placed("{}");
    String patch = "{\"labels\":{\"vip\":\"yes\"}}";

    assertThat(patch(id, patch, "Idempotency-Key", "k".repeat(256)).status()).isEqualTo(400);
    assertThat(patch(id, "[]").status()).isEqualTo(400);
    assertThat(patch(id, "").status()).isEqualTo(400);
    // In a name a lone surrogate is not even JSON to the parser.
    assertThat(patch(id, "{\"labels\":{\"\\ud800\":\"a\"}}").status()).isEqualTo(400);
    assertThat(patch(id, "{\"labels\":{\"a\":\"\\ud800\"}}").status()).isEqualTo(422);
    assertThat(events(id)).hasSize(1);
  }

  private static String labels(int count) {
    return String.join(
        ",", IntStream.range(0, count).mapToObj(each -> "\"label-" + each + "\":\"a\"").toList());
  }

  private static String placed(String labels) {
    return place(labels, UUID.randomUUID().toString()).at("/orderId");
  }

  private static WriteSide.Answer place(String labels, String key) {
    String order =
        """
        {"customerId":"alice","items":[{"sku":"mouse","quantity":1}],"paymentMethod":"pm_card_ok",
         "labels":%s}
        """
            .formatted(labels);
    return SHOP.post(ORDERS, order, "Idempotency-Key", key);
  }

  private static WriteSide.Answer patch(String id, String patch, String... headers) {
    return SHOP.patch(ORDERS + "/" + id, patch, headers);
  }

  private static List<Object> events(String id) {
    return SHOP.bean(EventStore.class)
        .readEvents(id)
        .asStream()
        .<Object>map(event -> event.getPayload())
        .toList();
  }
}
