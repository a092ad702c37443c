package io.orderflow.views.list;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.OrderId;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lists and searches of a table of some size: how PostgreSQL reads them, with nothing switched off,
 * and that a search whose steps end at odd places shows what one without steps would.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ListPlansTest {

  private static final int ORDERS = 50_000;

  /**
   * The newest 2,000 orders and at most 1,000 hits are fetched with their rows. Reading every order
   * along an index takes some 250,000.
   */
  private static final int MOST_PAGES = 12_000;

  /**
   * A page's own orders take about 250. With the rows of those that are passed over it is
   * thousands.
   */
  private static final int FEW_PAGES = 1_500;

  /**
   * Of a search for frequent words among orders that a filter leaves few of: the newest 18,000 are
   * looked through before the others are asked for.
   */
  private static final int PAGES_OF_SPAN = 30_000;

  /**
   * Of a count of hits. It is tried in up to three ways, each of which ends after 10,001 hits. Such
   * a hit takes two pages, and as many again where a filter asks for its row.
   */
  private static final int PAGES_OF_COUNTED = 60_000;

  private static final String LONG_PERIOD_OF_CHANGE =
      "updatedAfter=2025-06-01T00:00:00Z&updatedBefore=2025-12-01T00:00:00Z";

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
        "number=2025-041008",
        "number=2031-000001",
        "label=channel",
        "label=channel:web",
        "label=channel:phone",
        "sku=laptop-0",
        "sku=camera-1988",
        "sku=nothing",
        "attention=true",
        "attention=DELIVERY",
        "attentionReason=refund refused",
        "attentionReason=nothing",
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

  /** With two ends: of half of the orders, of a day, and of none. */
  static List<String> periods() {
    return List.of(
        "createdAfter=2025-06-01T00:00:00Z&createdBefore=2025-12-01T00:00:00Z",
        "createdAfter=2025-09-01T00:00:00Z&createdBefore=2025-09-02T00:00:00Z",
        "createdAfter=2031-01-01T00:00:00Z&createdBefore=2031-02-01T00:00:00Z",
        LONG_PERIOD_OF_CHANGE,
        "updatedAfter=2025-09-01T00:00:00Z&updatedBefore=2025-09-02T00:00:00Z",
        "updatedAfter=2031-01-01T00:00:00Z&updatedBefore=2031-02-01T00:00:00Z");
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

  @Test
  void a_period_with_any_sorting_uses_an_index() {
    var plans = new LinkedHashMap<String, JsonNode>();
    // All orders that were placed before the period are met first, and their rows looked at.
    var dear = new LinkedHashMap<String, JsonNode>();
    for (var sort : sorts()) {
      for (var period : periods()) {
        boolean isDear = period.equals(LONG_PERIOD_OF_CHANGE) && sort.equals("sort=createdAt");
        explain(isDear ? dear : plans, List.of(period), sort);
      }
    }
    assertCheap(plans, FEW_PAGES);
    assertCheap(dear, 50_000);
  }

  /** Too few to be met soon along the index of the sorting, too many to be cheap one by one. */
  @Test
  void rows_of_orders_that_are_passed_over_are_not_fetched() {
    var plans = new LinkedHashMap<String, JsonNode>();
    for (var sort : sorts()) {
      for (var filter :
          List.of(
              "status=CANCELLED",
              "status=CANCELLED,SHIPPED",
              "paymentStatus=REFUNDED",
              "paymentStatus=REFUNDED,VOIDED",
              "fulfillmentStatus=RELEASED",
              "reason=CUSTOMER",
              "reason=OPERATOR",
              "status=CANCELLED&reason=CUSTOMER",
              "status=CANCELLED&createdBefore=2025-09-01T00:00:00Z",
              "minTotal=1990&currency=EUR",
              "minTotal=100&maxTotal=101&currency=EUR",
              "createdAfter=2026-02-28T00:00:00Z",
              "updatedAfter=2026-03-01T00:00:00Z")) {
        explain(plans, List.of(filter), sort);
      }
    }
    assertCheap(plans, FEW_PAGES);
  }

  /**
   * Along the index of statuses all cancelled orders would be met, for a page that is never full.
   */
  @Test
  void the_cancelled_orders_of_a_customer_are_looked_for_among_their_own() {
    var plans = new LinkedHashMap<String, JsonNode>();
    for (var customer : List.of("c-1", "c-5", "c-13", "c-28", "c-67")) {
      for (var filter : List.of("status=CANCELLED", "paymentStatus=REFUNDED", "reason=CUSTOMER")) {
        explain(plans, List.of(filter, "customerId=" + customer), "sort=-createdAt");
      }
    }
    assertCheap(plans, 4_500);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("sorts")
  void two_filters_use_an_index(String sort) {
    var plans = new LinkedHashMap<String, JsonNode>();
    // Each order has such a label: all orders of the product are met, and their labels looked at.
    var dear = new LinkedHashMap<String, JsonNode>();
    for (var first : filters()) {
      for (var second : filters()) {
        if (first.compareTo(second) < 0 && !subject(first).equals(subject(second))) {
          boolean isDear = first.equals("label=channel") && second.equals("sku=laptop-0");
          explain(isDear ? dear : plans, List.of(first, second), sort);
        }
      }
    }
    assertThat(plans).hasSizeGreaterThan(300);
    assertCheap(plans);
    assertCheap(dear, 50_000);
  }

  @Test
  void a_page_deep_in_a_list_uses_an_index() {
    var plans = new LinkedHashMap<String, JsonNode>();
    for (var sort : sorts()) {
      explainDeep(plans, List.of(), sort);
      for (var filter :
          List.of(
              "status=COMPLETED",
              "status=CANCELLED",
              "status=CREATED",
              "customerId=c-0",
              "label=channel:web",
              "sku=laptop-0",
              "reason=CUSTOMER",
              "createdAfter=2025-06-01T00:00:00Z&createdBefore=2025-12-01T00:00:00Z",
              LONG_PERIOD_OF_CHANGE,
              "minTotal=6&currency=EUR")) {
        explainDeep(plans, List.of(filter), sort);
      }
    }
    assertCheap(plans);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("sorts")
  void a_page_deep_in_a_list_with_any_filter_uses_an_index(String sort) {
    var plans = new LinkedHashMap<String, JsonNode>();
    filters().forEach(filter -> explainDeep(plans, List.of(filter), sort));
    assertCheap(plans);
  }

  /** From the middle of the list on. */
  private void explainDeep(Map<String, JsonNode> plans, List<String> filters, String sort) {
    var request = request(filters, sort);
    var middle =
        switch (request.order().sort()) {
          case TOTAL -> "500.0000";
          case CREATED_AT, UPDATED_AT -> "2025-09-01 00:00:00+00";
        };
    var id = new OrderId(new UUID(0, 0));
    var cursor = new Cursor(0, false, new Cursor.Position(middle, id));
    plans.put(
        String.join("&", filters) + "&" + sort,
        explain(new ListStatement(request.filters()).page(request.order(), 51, cursor)));
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
    assertCheap(
        explainSearch(
            typed, List.of("", "status=COMPLETED", "status=CANCELLING", "customerId=c-0")));
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("searches")
  void a_search_with_any_filter_uses_an_index(String typed) {
    assertCheap(explainSearch(typed, filtersAndPeriods()), PAGES_OF_SPAN);
  }

  private Map<String, JsonNode> explainSearch(String typed, List<String> filters) {
    var plans = new LinkedHashMap<String, JsonNode>();
    for (var filter : filters) {
      var search = search(typed, filter, 51);
      for (boolean similar : new boolean[] {false, true}) {
        plans.put(typed + " " + filter + " " + similar, explain(search.page(null, similar)));
      }
    }
    return plans;
  }

  private static SearchStatement search(String typed, String filter, int rows) {
    var filters = request(filter.isEmpty() ? List.of() : List.of(filter), "limit=50").filters();
    return new SearchStatement(SearchText.of(typed), rows, filters);
  }

  @Test
  void a_count_with_any_filter_uses_an_index() {
    var plans = new LinkedHashMap<String, JsonNode>();
    for (var filter : filtersAndPeriods()) {
      var filters = request(List.of(filter), "limit=50").filters();
      plans.put(filter, explain(new ListStatement(filters).count(OrderPage.MOST_COUNTED + 1)));
    }
    // What is counted is in an index, and no row of an order is fetched for it.
    assertCheap(plans, 2 * FEW_PAGES);
  }

  @ParameterizedTest
  @MethodSource("searches")
  void a_count_of_hits_uses_an_index(String typed) {
    assertCheap(explainCounts(typed, List.of("")), PAGES_OF_COUNTED);
  }

  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("searches")
  void a_count_of_hits_with_any_filter_uses_an_index(String typed) {
    assertCheap(explainCounts(typed, filtersAndPeriods()), 2 * PAGES_OF_COUNTED);
  }

  private Map<String, JsonNode> explainCounts(String typed, List<String> filters) {
    var plans = new LinkedHashMap<String, JsonNode>();
    for (var filter : filters) {
      var search = search(typed, filter, OrderPage.MOST_COUNTED + 1);
      for (boolean similar : new boolean[] {false, true}) {
        plans.put(typed + " " + filter + " " + similar, explain(search.count(similar)));
      }
    }
    return plans;
  }

  private static List<String> filtersAndPeriods() {
    return Stream.concat(filters().stream(), periods().stream()).toList();
  }

  /** With hits in every step, in several, and in one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "laptop |",
        "laptop chair |",
        "lap | createdBefore=2026-01-01T00:00:00Z",
        "oak chair | status=COMPLETED",
        "laptop | status=CANCELLED",
        "drive | status=CREATED",
        "camera | customerId=c-0",
        "camera | customerId=c-0&status=CANCELLED",
        "laptop-0 |",
        "camera-1988 |",
        "c-0 |",
        "c-0 | paymentStatus=REFUNDED",
        "wireless | minTotal=1500&currency=EUR",
        "ORD-1000001 |",
      })
  void a_search_in_steps_shows_what_one_without_them_would(String typed, @Nullable String filter) {
    var filters = filter == null ? List.<String>of() : List.of(filter);
    var expected = withoutSteps(SearchText.of(typed), request(filters, "limit=50"));
    for (int limit : new int[] {200, 7}) {
      var some = expected.stream().limit(limit * 30L).toList();
      assertThat(walk(typed, filters, limit, some.size())).as("pages of %s", limit).isEqualTo(some);
    }
    assertThat(expected).isNotEmpty();
  }

  /** The orders placed before the one with this many before it. */
  @ParameterizedTest
  @CsvSource({"9999, 9999, true", "10000, 10000, true", "10001, 10000, false"})
  void orders_are_counted_up_to_ten_thousand(int orders, int count, boolean exact) {
    var next =
        requireNonNull(
            jdbc.queryForObject(
                "select created_at from views.order_search order by created_at offset ? limit 1",
                OffsetDateTime.class,
                orders));
    var page =
        reader()
            .page(
                request(List.of("createdBefore=" + next.toInstant()), "count=true&limit=1"), null);

    assertThat(page.count()).isEqualTo(count);
    assertThat(page.countIsExact()).isEqualTo(exact);
  }

  /** Of frequent words, and of one that few orders have. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "laptop |",
        "lap |",
        "1z |",
        "laptop chair |",
        "crème |",
        "laptop | status=COMPLETED",
        "laptop | status=CANCELLED",
        "laptop | customerId=c-0",
        "camera-1988 |"
      })
  void hits_are_counted_up_to_ten_thousand(String typed, @Nullable String filter) {
    var filters = filter == null ? List.<String>of() : List.of(filter);
    int hits = withoutSteps(SearchText.of(typed), request(filters, "limit=50")).size();

    var page = reader().page(request(filters, "count=true&q=" + typed), null);

    assertThat(page.count()).isEqualTo(Math.min(hits, 10_000));
    assertThat(page.countIsExact()).isEqualTo(hits <= 10_000);
  }

  @ParameterizedTest
  @CsvSource({"sort=-createdAt, 50", "limit=1, 1", "limit=200, 200"})
  void a_page_has_fifty_orders_or_as_many_as_asked_for(String query, int orders) {
    assertThat(reader().page(request(List.of(), query), null).items()).hasSize(orders);
  }

  private OrderListReader reader() {
    return new OrderListReader(
        requireNonNull(jdbc.getDataSource()), new CursorCodec(new CursorKey(jdbc)));
  }

  private List<UUID> walk(String typed, List<String> filters, int limit, int count) {
    var reader = reader();
    var found = new ArrayList<UUID>();
    String cursor = "";
    while (cursor != null && found.size() < count) {
      var page = reader.page(request(filters, "q=" + typed + "&limit=" + limit + cursor), null);
      page.items().forEach(order -> found.add(order.orderId().value()));
      cursor = page.nextCursor() == null ? null : "&cursor=" + page.nextCursor();
    }
    assertThat(cursor == null || found.size() == count).isTrue();
    return found;
  }

  private List<UUID> withoutSteps(SearchText search, ListRequest request) {
    var keys =
        Stream.of("number", "reference", "trackingNumber")
            .map(name -> Sql.key(name, search.text()))
            .collect(Collectors.joining("|"));
    return jdbc.query(
        Sql.join(
                """
                select order_id from (
                  select s.order_id, s.created_at, case when s.document @@ %s then 0 when s.customer_id = %s then 1
                    when s.document @@ whole_words then 2 when s.document @@ beginnings then 3 end as rank
                  from views.order_search s join views.order_view v on v.order_id = s.order_id,
                    views.search_terms(%s, false)
                  where %s) as hits
                where rank is not null order by rank, created_at desc, order_id desc""",
                Sql.of("?::tsquery", keys),
                Sql.of("?", search.text()),
                Sql.of("?", (Object) search.words().toArray(String[]::new)),
                Sql.all(request.filters().values()))
            .prepared(),
        (row, _) -> row.getObject(1, UUID.class));
  }

  /** Neither table is read as a whole, and no index from end to end with its rows. */
  private static void assertCheap(Map<String, JsonNode> plans) {
    assertCheap(plans, MOST_PAGES);
  }

  private static void assertCheap(Map<String, JsonNode> plans, int mostPages) {
    var dear = new ArrayList<String>();
    plans.forEach(
        (query, plan) -> {
          int pages =
              plan.at("/0/Plan/Shared Hit Blocks").asInt()
                  + plan.at("/0/Plan/Shared Read Blocks").asInt();
          if (pages > mostPages || scansAll(plan)) {
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
        explain(new ListStatement(request.filters()).page(request.order(), 51, null)));
  }

  private JsonNode explain(Sql statement) {
    var explained =
        new Sql(
            "explain (analyze, buffers, format json) " + statement.text(), statement.arguments());
    return jdbc.query(
        explained.prepared(),
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
