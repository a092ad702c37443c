package io.orderflow.views.list;

import static io.orderflow.views.list.ListClient.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.order.Actor;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
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

@DirtiesContext
@SpringBootTest(
    classes = ListApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SearchTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Money TEN = Money.of("10.00", "EUR");

  @LocalServerPort int port;
  @Autowired OrderRecording recording;
  @Autowired JdbcTemplate jdbc;
  private ListClient lists = new ListClient(0);

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    String url = TestDatabase.createUrl();
    properties.add("spring.datasource.url", () -> url);
  }

  /** The first of these is the oldest. */
  @BeforeEach
  void orders() {
    lists = new ListClient(port);
    if (!lists.page("limit=1").path("items").isEmpty()) {
      return;
    }
    recording.record(
        NOON, order("PO-7", "alice", 0, "SKU-1234 Laptop, 14 inches").completed("1Z-999-AA"));
    recording.record(
        NOON.plusSeconds(10), order("PO-77", "bob", 10, "mouse Müller's Maus", "lamp Desk lamp"));
    recording.record(
        NOON.plusSeconds(20), order("cart/9", "laptop", 20, "key.board Keyboard ÅÉ Straße"));
    recording.record(NOON.plusSeconds(30), order("7", "po-77", 30, "laptop-bag Bag for a laptop"));
    recording.record(NOON.plusSeconds(40), order("it's \\ 100%", "O'Hara", 40, "x1 Заказ Ключ"));
    var labelled =
        order("PO-8", "eve", 50, "box Box")
            .with(
                OrderNumber.of(2026, 4711),
                Map.of("campaign", "Frühling Berlin-Mitte", "wrapping", "golden"));
    recording.record(
        NOON.plusSeconds(50),
        labelled.then(
            new OrderEvent.LabelsChanged(
                labelled.id(),
                new Labels(Map.of("priority", "express")),
                List.of("wrapping"),
                Actor.OPERATOR)));
  }

  private static ListedOrder order(String reference, String customer, int second, String... items) {
    return ListedOrder.of(customer, reference, TEN, NOON.plusSeconds(second), items);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "laptop | cart/9;7;PO-7",
        "LAPTOP | 7;cart/9;PO-7",
        "lap | 7;cart/9;PO-7",
        "1234 | PO-7",
        "SKU-1234 | PO-7",
        "sku-12 | PO-7",
        "sku 1234 | PO-7",
        "1234 sku | PO-7",
        "sku-99 |",
        "14 inch | PO-7",
        "laptop bag | 7",
        "laptop lamp |",
        "Müller | PO-77",
        "muller | PO-77",
        "MÜLLER'S | PO-77",
        "strasse | cart/9",
        "Straße ae | cart/9",
        "ключ | it's \\ 100%",
        "ЗАКАЗ | it's \\ 100%",
        "PO-77 | PO-77;7",
        "po-77 | 7;PO-77",
        "PO-7 | PO-7;7;PO-77",
        "cart/9 | cart/9",
        "it's \\ 100% | it's \\ 100%",
        "O'Hara | it's \\ 100%",
        "alice | PO-7",
        "1Z-999-AA | PO-7",
        "1z-999 | PO-7",
        "999 | PO-7",
        "key.board | cart/9",
        "fruhling | PO-8",
        "FRÜH | PO-8",
        "berlin-mitte | PO-8",
        "mitte box | PO-8",
        "express | PO-8",
        "golden |",
        "campaign |",
        "2026-004711 | PO-8",
        "2026-00471 |",
        "x |",
      })
  void what_is_typed_finds_orders_best_first(String typed, String expected) {
    var page = lists.page("q=" + encoded(typed));

    assertThat(ListClient.references(page))
        .isEqualTo(expected == null ? List.of() : List.of(expected.split(";", -1)));
    assertThat(page.path("similar").asBoolean()).isEqualTo(expected == null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "labtop | 7;cart/9;PO-7",
        "Labtop bag | 7",
        "keybord | cart/9",
        "muose | PO-77",
        "mullar maus | PO-77",
        "strase | cart/9",
        "qqqqqq |",
        "12345 |",
      })
  void a_mistyped_word_finds_similar_ones(String typed, String expected) {
    var page = lists.page("q=" + encoded(typed));

    assertThat(page.path("similar").asBoolean()).isTrue();
    assertThat(ListClient.references(page))
        .isEqualTo(expected == null ? List.of() : List.of(expected.split(";", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "14 | PO-7 | [\"items.name\"]",
        "1234 | PO-7 | [\"items.sku\"]",
        "PO-7 | PO-7 | [\"reference\"]",
        "alice | PO-7 | [\"customerId\"]",
        "1Z-999 | PO-7 | [\"shipment.trackingNumber\"]",
        "lap | 7 | [\"items.name\",\"items.sku\"]",
        "labtop | 7 | [\"items.name\",\"items.sku\"]",
        "fruhling | PO-8 | [\"labels\"]",
        "express | PO-8 | [\"labels\"]",
        "2026-004711 | PO-8 | [\"number\"]",
        "box mitte eve | PO-8 | [\"items.name\",\"items.sku\",\"labels\",\"customerId\"]",
        "PO-7 inches alice | PO-7 | [\"items.name\",\"reference\",\"customerId\"]",
      })
  void each_hit_says_where_it_matched(String typed, String reference, String matched) {
    for (var item : lists.page("q=" + encoded(typed)).path("items")) {
      if (item.path("reference").asString().equals(reference)) {
        assertThat(item.path("matched").toString()).isEqualTo(matched);
        return;
      }
    }
    throw new AssertionError(reference + " is not found by " + typed);
  }

  @Test
  void a_list_that_is_not_searched_says_nothing_of_matches() {
    var page = lists.page("");
    assertThat(page.has("similar")).isFalse();
    assertThat(page.path("items").get(0).has("matched")).isFalse();
  }

  @Test
  void an_order_is_found_by_its_id() {
    var found = lists.page("q=PO-77").path("items").get(0);
    var id = found.path("orderId").asString();
    for (var typed : List.of(id, id.toUpperCase(Locale.ROOT))) {
      var byId = lists.page("count=true&q=" + typed);

      assertThat(ListClient.references(byId)).containsExactly("PO-77");
      assertThat(byId.path("items").get(0).path("matched").toString()).isEqualTo("[\"orderId\"]");
      assertThat(byId.path("count").asInt()).isEqualTo(1);
      assertThat(lists.page("customerId=x&q=" + typed).path("items").isEmpty()).isTrue();
    }
  }

  /** Such as those of a shop that names its orders by UUIDs, or of one order again. */
  @Test
  void a_reference_or_tracking_number_that_is_a_uuid_is_found_beside_the_order_with_this_id() {
    var id = OrderId.parse("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
    var trackingNumber = "ffffffff-aaaa-4bbb-9ccc-dddddddddddd";
    recording.record(NOON, ListedOrder.of(id, "u", "u-1", TEN, NOON, "u U").paid());
    recording.record(NOON, order(id.toString(), "u", 1, "u U").completed(trackingNumber));

    var page = lists.page("count=true&q=" + id);
    assertThat(ListClient.references(page)).containsExactly(id.toString(), "u-1");
    assertThat(page.path("items").findValues("matched"))
        .extracting(Object::toString)
        .containsExactly("[\"reference\"]", "[\"orderId\"]");
    assertThat(page.path("count").asInt()).isEqualTo(2);
    assertThat(lists.references("q=" + trackingNumber)).containsExactly(id.toString());
    assertThat(lists.walk("limit=1&q=" + id)).hasSize(2);
    assertThat(lists.page("q=ffffffff-aaaa-4bbb-9ccc-ddddddddddde").path("items").isEmpty())
        .isTrue();
  }

  @Test
  void filters_hold_for_a_search_and_its_count() {
    assertThat(lists.references("q=laptop&status=COMPLETED")).containsExactly("PO-7");
    assertThat(lists.references("q=laptop&customerId=laptop")).containsExactly("cart/9");
    assertThat(lists.references("q=labtop&customerId=alice")).containsExactly("PO-7");
    assertThat(lists.references("q=laptop&createdBefore=2026-03-01T12:00:10Z"))
        .containsExactly("PO-7");
    assertThat(lists.page("q=laptop&count=true").path("count").asInt()).isEqualTo(3);
    assertThat(lists.page("q=laptop&count=true&status=COMPLETED").path("count").asInt())
        .isEqualTo(1);
    assertThat(lists.page("q=labtop&count=true").path("count").asInt()).isEqualTo(3);
  }

  /** Also across the end of those that are looked through without the index. */
  @Test
  void a_search_is_walked_page_by_page_through_all_its_ranks() {
    var orders =
        IntStream.range(0, 60)
            .mapToObj(
                number -> order(number % 3 == 0 ? "walk" : "walk-" + number, "w", number, "w Walk"))
            .toList();
    for (int number = 0; number < orders.size(); number++) {
      recording.append(orders.get(number), 0, NOON.plusSeconds(number));
    }
    orders.forEach(recording::awaitRow);
    var whole = lists.page("q=walk&limit=200").path("items").findValuesAsString("orderId");
    assertThat(whole).hasSize(60).doesNotHaveDuplicates();
    for (int limit : new int[] {1, 7, 20, 59, 60}) {
      var walked = lists.walk("q=walk&limit=" + limit);
      assertThat(walked.stream().map(item -> item.path("orderId").asString()))
          .as("limit %d", limit)
          .isEqualTo(whole);
    }
    assertThat(lists.walk("q=wolk&limit=9").stream().map(item -> item.path("orderId").asString()))
        .hasSize(60)
        .doesNotHaveDuplicates();
  }

  /** A word is stored for the search whenever it is new, and however often it comes. */
  @Test
  void the_words_of_products_are_known_once() {
    recording.record(NOON, order("w-1", "w2", 0, "toaster Toaster", "toaster-2 Toaster 2"));
    recording.record(NOON, order("w-2", "w2", 1, "toaster Toaster"));

    assertThat(
            jdbc.queryForList(
                "select word from views.search_word where word like 'toast%'", String.class))
        .containsExactly("toaster");
    assertThat(jdbc.queryForList("select word from views.search_word", String.class))
        .doesNotContain("1234", "14", "a", "alice", "w2");
  }
}
