package io.orderflow.views.list;

import static io.orderflow.views.list.ListClient.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.Step;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import io.orderflow.views.status.OrderStates;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

@DirtiesContext
@SpringBootTest(
    classes = ListApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OrderListTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @LocalServerPort int port;
  @Autowired OrderRecording recording;
  @Autowired JdbcTemplate jdbc;
  @Autowired OrderStates states;
  private ListClient lists = new ListClient(0);

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  /** Every order has its reference for its name: a is the oldest. */
  @BeforeEach
  void orders() {
    lists = new ListClient(port);
    if (!lists.page("limit=1").path("items").isEmpty()) {
      return;
    }
    recording.record(NOON, placed("a", "alice", "10.00", "EUR", 0).completed("t-a"));
    recording.record(NOON.plusSeconds(10), placed("b", "bob", "30.00", "EUR", 10));
    recording.record(
        NOON.plusSeconds(20),
        placed("c", "alice", "20.00", "EUR", 20).cancelled(CancellationReason.OUT_OF_STOCK));
    recording.record(
        NOON.plusSeconds(30),
        placed("d", "carol", "2000", "JPY", 30).paid().needingAttention(Step.PROCESSING));
    var longAgo = placed("e", "bob", "30.00", "EUR", 40).paid();
    recording.record(
        NOON.plusSeconds(40),
        longAgo.then(
            new OrderEvent.LabelsChanged(
                longAgo.id(), new Labels(Map.of("vip", "yes")), List.of("shop"), Actor.OPERATOR),
            new OrderEvent.CancellationStarted(
                longAgo.id(),
                CancellationReason.CUSTOMER,
                Step.PROCESSING,
                Actor.CUSTOMER,
                "changed my mind")));
  }

  private static ListedOrder placed(
      String reference, String customer, String amount, String currency, int second) {
    return ListedOrder.of(
            customer,
            reference,
            Money.of(amount, currency),
            NOON.plusSeconds(second),
            "laptop Laptop",
            "sku-" + reference + " Thing, small")
        .with(
            OrderNumber.of(2026, second / 10 + 1), Map.of("channel", reference, "shop", "berlin"));
  }

  @Test
  void the_newest_orders_come_first_and_in_short() {
    var page = lists.page("");

    assertThat(ListClient.references(page)).containsExactly("e", "d", "c", "b", "a");
    assertThat(names(page)).containsExactly("items");
    var cancelled = page.path("items").get(2);
    assertThat(names(cancelled))
        .containsExactly(
            "orderId",
            "customerId",
            "reference",
            "number",
            "labels",
            "status",
            "paymentStatus",
            "fulfillmentStatus",
            "version",
            "total",
            "itemCount",
            "itemNames",
            "attention",
            "cancellationReason",
            "createdAt",
            "updatedAt");
    assertThat(cancelled.path("status").asString()).isEqualTo("CANCELLED");
    assertThat(cancelled.path("cancellationReason").asString()).isEqualTo("OUT_OF_STOCK");
    assertThat(cancelled.path("version").asInt()).isEqualTo(3);
    assertThat(cancelled.path("total").toString())
        .isEqualTo("{\"amount\":\"20.00\",\"currency\":\"EUR\"}");
    assertThat(cancelled.path("itemCount").asInt()).isEqualTo(2);
    assertThat(cancelled.path("itemNames").toString()).isEqualTo("[\"Laptop\",\"Thing, small\"]");
    assertThat(cancelled.path("createdAt").asString()).isEqualTo("2026-03-01T12:00:20Z");
    assertThat(cancelled.path("updatedAt").asString()).isEqualTo("2026-03-01T12:00:23Z");
    assertThat(page.path("items").get(1).path("attention").toString())
        .isEqualTo("[\"PROCESSING\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "status=COMPLETED | a",
        "status=CREATED&status=CANCELLED | c b",
        "status=CREATED,CANCELLED | c b",
        "paymentStatus=NOT_CHARGED | c",
        "paymentStatus=CAPTURED,REFUND_PENDING | e d a",
        "fulfillmentStatus=DELIVERED | a",
        "fulfillmentStatus=RELEASED&fulfillmentStatus=PENDING | c b",
        "customerId=bob | e b",
        "customerId=bob&customerId=carol | e d b",
        "customerId=bo |",
        "reference=b | b",
        "reference=b&reference=a | b a",
        "reference=B |",
        "number=2026-000002 | b",
        "number=2026-000002&number=2026-000001 | b a",
        "number=2025-000001 |",
        "label=shop | d c b a",
        "label=shop:berlin | d c b a",
        "label=shop:berlin&label=channel:b | b",
        "label=shop:ber |",
        "label=vip:yes | e",
        "label=shop:berlin&label=vip |",
        "sku=laptop | e d c b a",
        "sku=sku-a,sku-e | e a",
        "sku=SKU-a |",
        "sku=sku |",
        "attention=true | d",
        "attention=PROCESSING | d",
        "attention=PAYMENT,PROCESSING | d",
        "attention=PAYMENT |",
        "reason=OUT_OF_STOCK | c",
        "reason=OUT_OF_STOCK,CUSTOMER | e c",
        "createdAfter=2026-03-01T12:00:20Z | e d c",
        "createdBefore=2026-03-01T12:00:20Z | b a",
        "createdAfter=2026-03-01T12:00:10Z&createdBefore=2026-03-01T12:00:30Z | c b",
        "updatedAfter=2026-03-01T12:00:23Z | e d c",
        "updatedBefore=2026-03-01T12:00:23Z | b a",
        "currency=JPY | d",
        "minTotal=20&currency=EUR | e c b",
        "maxTotal=20.0&currency=EUR | c a",
        "minTotal=20.00&maxTotal=20&currency=EUR | c",
        "status=CANCELLED&customerId=alice&reason=OUT_OF_STOCK&sku=laptop | c",
        "status=CANCELLED&customerId=bob |",
        "sort=createdAt | a b c d e",
        "sort=-createdAt | e d c b a",
        "sort=updatedAt | a b c d e",
        "sort=-total&currency=EUR&customerId=alice | c a",
        "sort=total&currency=EUR&customerId=alice | a c",
      })
  void filters_and_sorting(String query, @Nullable String expected) {
    var references = expected == null ? List.<String>of() : List.of(expected.split(" ", -1));
    assertThat(lists.references(query)).isEqualTo(references);
    if (!query.contains("sort")) {
      assertThat(streamed(query)).as("in streams").containsExactlyInAnyOrderElementsOf(references);
    }
  }

  /** The orders that a stream with the same filters tells of. */
  private List<String> streamed(String query) {
    var parameters = new LinkedMultiValueMap<String, String>();
    UriComponentsBuilder.newInstance()
        .query(query)
        .build()
        .getQueryParams()
        .forEach((name, values) -> parameters.put(name, values));
    var matcher = OrderViewMatcher.read(parameters, null);
    return jdbc.queryForList("select order_id from views.order_view", UUID.class).stream()
        .map(id -> states.newest(new OrderId(id)).orElseThrow().view())
        .filter(matcher)
        .map(order -> String.valueOf(order.reference()))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state=CREATED | state",
        "status=created | status",
        "status= | status",
        "status=CREATED, | status",
        "paymentStatus=PAID | paymentStatus",
        "attention=false | attention",
        "attention=true&attention=PAYMENT | attention",
        "reason=NONE | reason",
        "customerId= | customerId",
        "reference=%00 | reference",
        "sku=%20 | sku",
        "createdAfter=yesterday | createdAfter",
        "createdAfter=2026-03-01 | createdAfter",
        "createdAfter=%2B999999999-12-31T23:59:59Z | createdAfter",
        "createdAfter=2026-03-01T12:00:00Z&createdAfter=2026-03-01T12:00:01Z | createdAfter",
        "createdAfter=2026-03-01T12:00:00Z&createdBefore=2026-03-01T12:00:00Z | createdAfter",
        "updatedAfter=2026-03-02T12:00:00Z&updatedBefore=2026-03-01T12:00:00Z | updatedAfter",
        "minTotal=1 | minTotal",
        "maxTotal=1 | maxTotal",
        "minTotal=-1&currency=EUR | minTotal",
        "minTotal=1e3&currency=EUR | minTotal",
        "minTotal=2&maxTotal=1&currency=EUR | minTotal",
        "currency=euro | currency",
        "currency=EUR&currency=USD | currency",
        "sort=price | sort",
        "sort=total | sort",
        "sort=-total | sort",
        "sort=createdAt&sort=updatedAt | sort",
        "limit=0 | limit",
        "limit=201 | limit",
        "limit=ten | limit",
        "count=yes | count",
        "count= | count",
        "q= | q",
        "q=%20%20 | q",
        "q=- | q",
        "q=%00 | q",
        "q=1+2+3+4+5+6+7+8+9 | q",
        "q=laptop&sort=createdAt | sort",
        "q=laptop&q=mouse | q",
      })
  void a_wrong_parameter_is_refused_by_name(String query, String parameter) {
    var errors = lists.refused(query, "INVALID_QUERY").path("errors");

    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).path("pointer").asString()).isEqualTo("/" + parameter);
    assertThat(errors.get(0).path("detail").asString()).isNotBlank();
  }

  @Test
  void all_mistakes_are_named_at_once() {
    var problem = lists.refused("status=X&minTotal=a&limit=0&nonsense=1&sort=", "INVALID_QUERY");

    assertThat(problem.path("errors").findValuesAsString("pointer"))
        .containsExactlyInAnyOrder(
            "/status", "/minTotal", "/minTotal", "/limit", "/nonsense", "/sort");
  }

  @Test
  void too_many_values_and_a_search_that_is_too_long_are_refused() {
    var query = "customerId=a" + "&customerId=a".repeat(OrderFilter.MOST_VALUES);
    assertThat(lists.refused(query, "INVALID_QUERY").path("errors").toString())
        .contains("at most 20 values");
    assertThat(lists.page(query.replaceFirst("customerId=a&", "")).path("items")).isEmpty();
    assertThat(lists.refused("q=" + "x".repeat(201), "INVALID_QUERY").path("errors").toString())
        .contains("200 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "createdAt",
    "-createdAt",
    "updatedAt",
    "-updatedAt",
    "total&currency=EUR",
    "-total&currency=EUR",
  })
  void pages_follow_each_other_without_gap_or_repetition(String sort) {
    var whole = lists.references("sort=" + sort);
    for (int limit = 1; limit <= 6; limit++) {
      var walked = lists.walk("sort=" + sort + "&limit=" + limit);
      assertThat(walked.stream().map(item -> item.path("reference").asString())).isEqualTo(whole);
    }
  }

  @Test
  void the_link_repeats_every_filter_as_it_was() {
    recording.record(
        NOON.minusSeconds(100),
        ListedOrder.of("ü & +%", "1", Money.of("1.00", "EUR"), NOON.minusSeconds(100), "x X"),
        ListedOrder.of("ü & +%", "2", Money.of("1.00", "EUR"), NOON.minusSeconds(90), "x X"));
    try {
      var walked =
          lists.walk("limit=1&customerId=" + encoded("ü & +%") + "&status=CREATED,SHIPPED");

      assertThat(walked.stream().map(item -> item.path("reference").asString()))
          .containsExactly("2", "1");
    } finally {
      for (var table : List.of("order_view", "order_search")) {
        jdbc.update("delete from views." + table + " where customer_id like 'ü%'");
      }
    }
  }

  @Test
  void a_count_is_given_when_it_is_asked_for() {
    assertThat(lists.page("").has("count")).isFalse();
    assertThat(lists.page("count=false").has("count")).isFalse();
    var page = lists.page("count=true&limit=2&customerId=alice&customerId=bob");
    assertThat(page.path("count").asInt()).isEqualTo(4);
    assertThat(page.path("countIsExact").asBoolean()).isTrue();
    assertThat(page.path("items")).hasSize(2);
  }

  /** A number is no word of the order's document. */
  @Test
  void an_order_that_a_search_finds_by_its_number_is_counted() {
    var page = lists.page("q=2026-000002&count=true");
    assertThat(ListClient.references(page)).containsExactly("b");
    assertThat(page.path("items").get(0).path("matched").toString()).isEqualTo("[\"number\"]");
    assertThat(page.path("count").asInt()).isEqualTo(1);
  }

  @Test
  void a_cursor_is_accepted_for_its_own_list_only() {
    var cursor =
        lists.page("limit=2&customerId=bob&customerId=alice").path("nextCursor").asString();

    assertThat(lists.references("customerId=bob&customerId=alice&cursor=" + cursor))
        .containsExactly("b", "a");
    assertThat(lists.references("customerId=alice&customerId=bob&count=true&cursor=" + cursor))
        .containsExactly("b", "a");
    for (var other :
        List.of(
            "",
            "customerId=bob&",
            "customerId=bob&customerId=alice&status=CREATED&",
            "customerId=bob&customerId=alice&sort=createdAt&",
            "customerId=bob&customerId=alice&sort=updatedAt&",
            "q=laptop&customerId=bob&customerId=alice&")) {
      assertThat(
              lists.refused(other + "cursor=" + cursor, "INVALID_CURSOR").path("detail").asString())
          .as(other)
          .contains("with the filters");
    }
  }

  @Test
  void a_damaged_cursor_is_refused() {
    var cursor = lists.page("limit=2").path("nextCursor").asString();
    var damaged = new HashSet<String>();
    for (int place = 0; place < cursor.length(); place++) {
      char other = cursor.charAt(place) == 'A' ? 'B' : 'A';
      damaged.add(cursor.substring(0, place) + other + cursor.substring(place + 1));
      damaged.add(cursor.substring(0, place));
    }
    damaged.addAll(List.of(cursor + "A", cursor + "=", "%2B", "x", "A".repeat(401)));
    for (var each : damaged) {
      lists.refused("limit=2&cursor=" + each, "INVALID_CURSOR");
    }
  }

  @Test
  void a_key_that_was_replaced_makes_cursors_invalid() {
    var cursor = new Cursor(0, false, new Cursor.Position("k", new OrderId(UUID.randomUUID())));
    byte[] scope = new byte[32];
    var made = new CursorCodec(new CursorKey(jdbc)).encode(cursor, scope);
    assertThat(new CursorCodec(new CursorKey(jdbc)).decode(made, scope)).isEqualTo(cursor);

    byte[] key = new CursorKey(jdbc).value();
    jdbc.update("update views.cursor_key set key = sha256(key)");
    try {
      var codec = new CursorCodec(new CursorKey(jdbc));
      assertThatThrownBy(() -> codec.decode(made, scope))
          .hasMessageContaining("as it was in nextCursor");
    } finally {
      jdbc.update("update views.cursor_key set key = ?", (Object) key);
    }
  }

  private static List<String> names(JsonNode object) {
    return StreamSupport.stream(object.propertyNames().spliterator(), false).toList();
  }
}
