package io.orderflow.views.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How PostgreSQL reads lists of a table of some size, with nothing switched off. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListPlansTest {

  private static final int ORDERS = 50_000;

  /** Reading every order along an index takes some 250,000. */
  private static final int MOST_PAGES = 15_000;

  private static final JsonMapper JSON = new JsonMapper();

  private JdbcTemplate jdbc = new JdbcTemplate();

  @BeforeAll
  void orders() {
    jdbc = new JdbcTemplate(GeneratedOrders.database(ORDERS));
  }

  /** Of each filter a value that many orders have, one that few have, and one that none has. */
  static List<String> filters() {
    return List.of(
        "status=COMPLETED",
        "status=CREATED",
        "status=CANCELLING",
        "status=CANCELLED,COMPLETED",
        "paymentStatus=CAPTURED",
        "paymentStatus=PENDING",
        "paymentStatus=NOT_REQUIRED",
        "fulfillmentStatus=DELIVERED",
        "fulfillmentStatus=RESERVED,RELEASED",
        "fulfillmentStatus=PROCESSED",
        "customerId=c-0",
        "customerId=c-41008",
        "customerId=nobody",
        "reference=ORD-1000001",
        "sku=laptop-0",
        "sku=camera-1988",
        "sku=nothing",
        "attention=true",
        "attention=DELIVERY",
        "reason=CUSTOMER",
        "reason=STOCK_UNAVAILABLE",
        "createdAfter=2025-03-02T00:00:00Z",
        "createdAfter=2026-02-28T22:00:00Z",
        "createdBefore=2025-03-01T00:00:00Z",
        "createdBefore=2026-02-01T00:00:00Z",
        "updatedAfter=2025-03-02T00:00:00Z",
        "updatedAfter=2026-03-02T00:00:00Z",
        "updatedBefore=2025-03-02T00:00:00Z",
        "updatedBefore=2026-02-01T00:00:00Z",
        "currency=EUR",
        "currency=JPY",
        "minTotal=6&currency=EUR",
        "minTotal=2004&currency=EUR",
        "maxTotal=5.01&currency=USD");
  }

  static List<String> sorts() {
    return List.of(
        "sort=-createdAt",
        "sort=createdAt",
        "sort=-updatedAt",
        "sort=updatedAt",
        "sort=-total&currency=EUR",
        "sort=total&currency=EUR");
  }

  @Test
  void one_filter_with_any_sorting_uses_an_index() {
    var plans = new LinkedHashMap<String, JsonNode>();
    for (var sort : sorts()) {
      explain(plans, List.of(), sort);
      filters().forEach(filter -> explain(plans, List.of(filter), sort));
    }
    assertCheap(plans);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("sorts")
  void two_filters_use_an_index(String sort) {
    var plans = new LinkedHashMap<String, JsonNode>();
    for (var first : filters()) {
      for (var second : filters()) {
        if (first.compareTo(second) < 0 && !subject(first).equals(subject(second))) {
          explain(plans, List.of(first, second), sort);
        }
      }
    }
    assertThat(plans).hasSizeGreaterThan(300);
    assertCheap(plans);
  }

  @Test
  void a_page_deep_in_a_list_uses_an_index() {
    var plans = new LinkedHashMap<String, JsonNode>();
    for (var sort : sorts()) {
      var request = request(List.of(), sort);
      var middle =
          switch (request.order().sort()) {
            case TOTAL -> "500.0000";
            case CREATED_AT, UPDATED_AT -> "2025-09-01 00:00:00+00";
          };
      var id = new OrderId(new UUID(0, 0));
      var cursor = new Cursor(0, false, new Cursor.Position(middle, id));
      plans.put(sort, explain(OrderListReader.list(request, request.filters(), cursor)));
    }
    assertCheap(plans);
  }

  static Stream<String> searches() {
    return Stream.of(
        "laptop",
        "lap",
        "l",
        "laptop black 7",
        "laptop chair",
        "laptop-0",
        "0",
        "ORD-1000001",
        "ord",
        "ORD-10000",
        "c-41008",
        "1Z83F1535F99AB0B",
        "1Z83F",
        "nothing",
        "creme",
        "keyb wal");
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_search_uses_an_index(String typed) {
    var plans = new LinkedHashMap<String, JsonNode>();
    for (var filter : List.of("", "status=COMPLETED", "status=CANCELLING", "customerId=c-0")) {
      var request = request(filter.isEmpty() ? List.of() : List.of(filter), "limit=50");
      var search = new SearchStatement(SearchText.of(typed), 51, request.filters());
      for (boolean similar : new boolean[] {false, true}) {
        plans.put(typed + " " + filter + " " + similar, explain(search.page(null, similar)));
      }
    }
    assertCheap(plans);
  }

  /** Neither table is read as a whole, and no index from end to end with its rows. */
  private static void assertCheap(Map<String, JsonNode> plans) {
    var dear = new ArrayList<String>();
    plans.forEach(
        (query, plan) -> {
          int pages =
              plan.at("/0/Plan/Shared Hit Blocks").asInt()
                  + plan.at("/0/Plan/Shared Read Blocks").asInt();
          if (pages > MOST_PAGES || scansAll(plan)) {
            dear.add(
                query + ": " + pages + " pages, " + (scansAll(plan) ? "all rows" : "by index"));
          }
        });
    assertThat(dear.size()).as(String.join("\n", dear)).isZero();
  }

  private static boolean scansAll(JsonNode plan) {
    return plan.findParents("Node Type").stream()
        .anyMatch(
            node ->
                node.path("Node Type").asString().equals("Seq Scan")
                    && node.path("Relation Name").asString().startsWith("order_"));
  }

  private void explain(Map<String, JsonNode> plans, List<String> filters, String sort) {
    var request = request(filters, sort);
    plans.put(
        String.join("&", filters) + "&" + sort,
        explain(OrderListReader.list(request, request.filters(), null)));
  }

  private JsonNode explain(Sql statement) {
    var explained =
        new Sql(
            "explain (analyze, buffers, format json) " + statement.text(), statement.arguments());
    return jdbc.query(
        OrderListReader.prepared(explained),
        row -> {
          row.next();
          return JSON.readTree(row.getString(1));
        });
  }

  private static ListRequest request(List<String> filters, String more) {
    MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
    Stream.concat(filters.stream(), Stream.of(more))
        .forEach(
            query ->
                UriComponentsBuilder.newInstance()
                    .query(query)
                    .build()
                    .getQueryParams()
                    .forEach((name, values) -> parameters.put(name, values)));
    return ListRequestReader.read(parameters);
  }

  /** Two of one are given together, or contradict each other. */
  private static String subject(String filter) {
    var name = filter.substring(0, filter.indexOf('='));
    return name.replaceAll("After|Before|^min|^max", "");
  }
}
