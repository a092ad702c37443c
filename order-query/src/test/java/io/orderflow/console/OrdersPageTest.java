package io.orderflow.console;

import static io.orderflow.console.Browser.encoded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.api.Money;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.views.list.ListedOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrdersPageTest extends ConsoleTest {

  private static final Pattern ROW = Pattern.compile("id=\"order-([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

  /** A customer of this test alone, so that its orders are. */
  private final String customer = "c-" + UUID.randomUUID();

  private ListedOrder placed(String reference, String... items) {
    return ListedOrder.of(
        customer, reference, Money.of("10.00", "EUR"), NOON, items.length == 0 ? goods() : items);
  }

  private static String[] goods() {
    return new String[] {"cup Cup, blue"};
  }

  private List<String> rows(String query) {
    return rowsOf(browser.page("/console/orders?customerId=" + customer + query));
  }

  private static List<String> rowsOf(String page) {
    return ROW.matcher(page).results().map(row -> row.group(1)).toList();
  }

  @Test
  void the_list_is_filtered_by_its_address_and_the_form_shows_the_filter() {
    var under = placed("under way");
    var over = placed("over").cancelled(CancellationReason.OUT_OF_STOCK);
    var stuck = placed("stuck").paid().needingAttention(Step.PROCESSING);
    recording.record(NOON, under, over, stuck);

    assertThat(rows("")).hasSize(3);
    assertThat(rows("&status=CANCELLED")).containsExactly(over.id().toString());
    assertThat(rows("&attention=true")).containsExactly(stuck.id().toString());
    var page = browser.page("/console/orders?customerId=" + customer + "&status=CANCELLED");
    assertThat(page)
        .contains("<option value=\"CANCELLED\" selected=\"selected\">Cancelled</option>")
        .contains("value=\"" + customer + "\"")
        .contains("<details open=\"open\">")
        .contains("Out of stock", "1 order<");
  }

  @Test
  void a_form_sent_without_scripts_leads_to_the_address_of_what_was_filled_in() {
    var answer =
        browser.open(
            "/console/orders?q=&status=&sort=-updatedAt&createdAfter=2026-03-01T10%3A15&customerId=+");
    assertThat(answer.uri().getPath()).isEqualTo("/console/orders");
    assertThat(answer.uri().getRawQuery())
        .isEqualTo("sort=-updatedAt&createdAfter=2026-03-01T10%3A15%3A00Z");
    assertThat(Browser.harmless(answer)).contains("value=\"2026-03-01T10:15:00\"");
  }

  @Test
  void a_search_forgives_and_says_where_it_found_its_words() {
    var word = "gramophone" + customer.substring(2, 6);
    recording.record(NOON, placed("r", "x-1 " + word));
    var page = browser.page("/console/orders?q=gramofone&customerId=" + customer);
    assertThat(rowsOf(page)).hasSize(1);
    assertThat(page).contains("Found in: product", "similar words");
  }

  @Test
  void pages_are_walked_by_links() {
    var orders = IntStream.range(0, 5).mapToObj(i -> placed("p" + i)).toArray(ListedOrder[]::new);
    recording.record(NOON, orders);
    var next = "/console/orders?customerId=" + customer + "&limit=2";
    var seen = new ArrayList<String>();
    while (next != null) {
      var page = browser.page(next);
      seen.addAll(rowsOf(page));
      var link = NEXT.matcher(page);
      next = link.find() ? link.group(1).replace("&amp;", "&") : null;
    }
    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void what_is_wrong_with_an_address_is_said_beside_the_form() {
    var answer = browser.open("/console/orders?status=NONE&minTotal=1");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Browser.harmless(answer))
        .contains("role=\"alert\"", "status must be one of", "minTotal needs currency")
        .contains("<form");
    assertThat(browser.open("/console/orders?cursor=made-up").statusCode()).isEqualTo(400);
  }

  @Test
  void hostile_text_is_text() {
    var order =
        placed("\"><script>alert(1)</script>", "x-2 <img src=x onerror=alert(2)>")
            .with(new OrderNumber("2026-004711"), Map.of("note", "'><b onclick=x>"));
    recording.record(NOON, order);
    var page = browser.page("/console/orders?customerId=" + customer);
    assertThat(page)
        .contains("&lt;script&gt;alert(1)", "&lt;img src=x", "note: &#39;&gt;&lt;b")
        .doesNotContain("<script>", "<img", "<b ");
    var searched = browser.page("/console/orders?q=" + encoded("\"><script>alert(3)</script>"));
    assertThat(searched).doesNotContain("<script>alert");
  }

  @Test
  void htmx_is_sent_only_the_part_that_changes() {
    recording.record(NOON, placed("live"));
    var address = "/console/orders?customerId=" + customer;
    var list = browser.send(browser.request(address + "&q=").header("HX-Request", "true").GET());
    assertThat(list.body()).startsWith("<div id=\"list\"").doesNotContain("<form", "<html");
    assertThat(list.headers().firstValue("HX-Push-Url")).contains(address);
    assertThat(list.body())
        .contains("sse-connect=\"/console/orders/stream?customerId=" + customer + "\"");
    var rows =
        browser.send(
            browser.request(address).headers("HX-Request", "true", "HX-Target", "results").GET());
    assertThat(rows.body()).startsWith("<div id=\"results\"");
    assertThat(rows.headers().firstValue("HX-Push-Url")).isEmpty();
    assertThat(rowsOf(rows.body())).hasSize(1);
  }

  @Test
  void rows_can_be_kept_as_they_are() {
    assertThat(browser.page("/console/orders")).contains("sse-connect=", "?live=off");
    assertThat(browser.page("/console/orders?live=off"))
        .doesNotContain("sse-connect=", "hx-get=\"/console/orders?");
  }

  @Test
  void the_download_has_every_order_of_the_list_and_nothing_a_spreadsheet_would_calculate() {
    var orders =
        Stream.concat(
                IntStream.range(0, 205).mapToObj(i -> placed("d" + i)),
                Stream.of(placed("=HYPERLINK(\"x\")", "x-3 +Cup, \"blue\"")))
            .toList();
    recording.appendAll(orders, Collections.nCopies(orders.size(), NOON));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> browser.page("/console/orders?customerId=" + customer).contains("206 orders"));
    var answer = browser.open("/console/orders.csv?customerId=" + customer);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"orders.csv\"");
    assertThat(answer.body().split("\r\n", -1)).hasSize(1 + 206 + 1);
    assertThat(answer.body())
        .contains(",\"'=HYPERLINK(\"\"x\"\")\",", ",\"'+Cup, \"\"blue\"\"\",", ",10.00,EUR,1,");
    assertThat(browser.open("/console/orders.csv?status=NONE").statusCode()).isEqualTo(400);
  }
}
