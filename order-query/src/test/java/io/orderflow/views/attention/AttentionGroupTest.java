package io.orderflow.views.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.Step;
import io.orderflow.api.order.Attempt;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import io.orderflow.views.list.ListApplication;
import io.orderflow.views.list.ListClient;
import io.orderflow.views.list.ListedOrder;
import io.orderflow.views.list.OrderRecording;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DirtiesContext
@SpringBootTest(
    classes = ListApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttentionGroupTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String GROUPS = "/api/v1/admin/attention-groups";

  @LocalServerPort int port;
  @Autowired OrderRecording recording;
  private ListClient lists = new ListClient(0);

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  /** Every order has its reference for its name. */
  @BeforeEach
  void orders() {
    lists = new ListClient(port);
    if (!lists.page("limit=1").path("items").isEmpty()) {
      return;
    }
    record("fine", 0, List.of());
    record("late-1", 10, List.of(raised(Step.SHIPPING, null, "SHIPPING is overdue")));
    record("late-2", 20, List.of(raised(Step.SHIPPING, null, "SHIPPING is overdue")));
    record(
        "two-things",
        30,
        List.of(
            raised(Step.SHIPPING, null, "a \"lost\" parcel, perhaps"),
            raised(Step.PAYMENT, new ChargeId("ch_3"), "refunding ch_3 was refused"),
            raised(Step.PAYMENT, new ChargeId("ch_4"), "refunding ch_4 was refused")));
    record(
        "one-charge",
        40,
        List.of(raised(Step.PAYMENT, new ChargeId("ch_5"), "refunding ch_5 was refused")));
    record("late-payment", 50, List.of(raised(Step.PAYMENT, null, "SHIPPING is overdue")));
  }

  private void record(String reference, int second, List<Attention> attentions) {
    var at = NOON.plusSeconds(second);
    var order =
        ListedOrder.of("c-" + second, reference, Money.of("10.00", "EUR"), at, "sku Thing").paid();
    for (var each : attentions) {
      order =
          order.then(
              new OrderEvent.AttentionRaised(
                  order.id(),
                  Attempt.Kind.COMPENSATION,
                  each.step(),
                  each.charge(),
                  each.reason(),
                  1));
    }
    recording.record(at, order);
  }

  private static Attention raised(Step step, @Nullable ChargeId charge, String reason) {
    return new Attention(step, charge, reason);
  }

  private record Attention(Step step, @Nullable ChargeId charge, String reason) {}

  @Test
  void the_largest_group_comes_first_and_an_order_counts_once_in_it() {
    var answer = groups("");

    assertThat(answer.path("more").asBoolean()).isFalse();
    assertThat(described(answer))
        .containsExactly(
            "2 PAYMENT: refunding a charge was refused",
            "2 SHIPPING: SHIPPING is overdue",
            "1 PAYMENT: SHIPPING is overdue",
            "1 SHIPPING: a \"lost\" parcel, perhaps");
    var late = answer.path("groups").get(1);
    assertThat(late.path("oldestSince").asString()).isEqualTo("2026-03-01T12:00:13Z");
    assertThat(late.path("filter").toString())
        .isEqualTo("{\"attention\":[\"SHIPPING\"],\"attentionReason\":[\"SHIPPING is overdue\"]}");
  }

  @Test
  void the_list_of_a_group_has_its_orders_and_no_others() {
    var lists =
        StreamSupport.stream(groups("").path("groups").spliterator(), false)
            .map(group -> ask(group.path("list").asString()))
            .map(page -> ListClient.references(page).stream().sorted().toList())
            .toList();

    assertThat(lists)
        .containsExactly(
            List.of("one-charge", "two-things"),
            List.of("late-1", "late-2"),
            List.of("late-payment"),
            List.of("two-things"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attention=SHIPPING | 2 SHIPPING: SHIPPING is overdue,1 SHIPPING: a \"lost\" parcel; perhaps",
        "attention=true&customerId=c-20 | 1 SHIPPING: SHIPPING is overdue",
        "attentionReason=SHIPPING%20is%20overdue | "
            + "2 SHIPPING: SHIPPING is overdue,1 PAYMENT: SHIPPING is overdue",
        "attention=PAYMENT&attentionReason=SHIPPING%20is%20overdue | 1 PAYMENT: SHIPPING is overdue",
        "status=COMPLETED | ''",
        "createdAfter=2026-03-01T12:00:40Z&attention=PAYMENT | "
            + "1 PAYMENT: SHIPPING is overdue,1 PAYMENT: refunding a charge was refused"
      })
  void filters_select_orders_and_attentions(String query, String expected) {
    var wanted = expected.isEmpty() ? List.of() : List.of(expected.replace(" ,", ",").split(","));

    assertThat(described(groups(query)).stream().map(group -> group.replace(',', ';')).toList())
        .isEqualTo(wanted);
  }

  @Test
  void a_group_keeps_the_filters_that_were_given() {
    var group = groups("customerId=c-10&customerId=c-20&attention=true").path("groups").get(0);

    assertThat(group.path("list").asString())
        .isEqualTo(
            "/api/v1/orders?attention=SHIPPING&attentionReason=SHIPPING%20is%20overdue"
                + "&customerId=c-10&customerId=c-20");
    assertThat(group.path("filter").path("customerId").toString()).isEqualTo("[\"c-10\",\"c-20\"]");
  }

  @Test
  void what_is_no_filter_is_refused() {
    for (var query : List.of("q=thing", "sort=total", "limit=1", "nonsense=1", "attention=LATE")) {
      var answer = lists.ask(GROUPS + "?" + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.body())
          .contains("INVALID_QUERY", "/" + query.substring(0, query.indexOf('=')));
    }
  }

  private JsonNode groups(String query) {
    return ask(GROUPS + "?" + query);
  }

  private JsonNode ask(String target) {
    var answer = lists.ask(target);
    assertThat(answer.statusCode()).as("%s: %s", target, answer.body()).isEqualTo(200);
    return new JsonMapper().readTree(answer.body());
  }

  private static List<String> described(JsonNode answer) {
    return StreamSupport.stream(answer.path("groups").spliterator(), false)
        .map(
            group ->
                "%d %s: %s"
                    .formatted(
                        group.path("orders").asInt(),
                        group.path("step").asString(),
                        group.path("reason").asString()))
        .toList();
  }
}
