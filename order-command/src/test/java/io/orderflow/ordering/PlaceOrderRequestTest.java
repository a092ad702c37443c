package io.orderflow.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.orderflow.api.Money;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.command.MoneyBody;
import io.orderflow.ordering.PlaceOrderRequest.Address;
import io.orderflow.ordering.PlaceOrderRequest.Item;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemException.InvalidField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlaceOrderRequestTest {

  private static final MoneyBody TEN = new MoneyBody("10.00", "EUR");
  private static final Address HOME =
      new Address("A. Lee", "Main St 1", "10115", "Berlin", null, "DE");

  @Test
  void an_empty_request_is_told_everything_it_lacks() {
    assertThat(wrongFields(new PlaceOrderRequest(null, null, null, null, null, null, null)))
        .containsExactly("/customerId", "/paymentMethod", "/items");
  }

  @Test
  void every_wrong_field_is_named_at_once() {
    var request =
        new PlaceOrderRequest(
            " ",
            items(
                item(null, "1"), item("tea", "0"), item("cup", "1.5"), item("tea", "10001"), null),
            "p".repeat(129),
            new MoneyBody("1.234", "EUR"),
            new Address("", null, "10115", "Berlin", null, "Germany"),
            "r".repeat(101),
            wrongLabels());

    assertThat(wrongFields(request))
        .containsExactlyInAnyOrder(
            "/customerId",
            "/items/0/sku",
            "/items/1/quantity",
            "/items/2/quantity",
            "/items/3/sku",
            "/items/3/quantity",
            "/items/4",
            "/paymentMethod",
            "/expectedTotal",
            "/shippingAddress/recipient",
            "/shippingAddress/street",
            "/shippingAddress/country",
            "/reference",
            "/labels/Channel",
            "/labels/a~1b",
            "/labels/empty",
            "/labels/long",
            "/labels/none");
  }

  @Test
  void a_hundred_items_are_taken_and_one_more_is_refused() {
    var hundred = new ArrayList<@Nullable Item>();
    IntStream.range(0, 100).forEach(n -> hundred.add(item("sku-" + n, "1")));

    assertThat(RequestedOrder.read(order(hundred)).lines()).hasSize(100);
    hundred.add(item("one-more", "1"));
    assertThat(wrongFields(order(hundred))).containsExactly("/items");
  }

  /**
   * The value may fit; another spelling of the same wish would be another request under its key.
   */
  @ParameterizedTest
  @CsvSource({"25.000,EUR", "25.0000,EUR", "25.001,EUR", "705.00,JPY", "705.0,JPY", "1.0000,KWD"})
  void money_with_more_decimals_than_its_currency_has_is_refused(String amount, String currency) {
    var money = new MoneyBody(amount, currency);
    var item = new Item("tea", BigDecimal.ONE, money);

    assertThat(wrongFields(new PlaceOrderRequest("c", items(item), "pm", money, null, null, null)))
        .containsExactlyInAnyOrder("/items/0/unitPrice", "/expectedTotal");
  }

  @ParameterizedTest
  @CsvSource({"25,EUR", "25.0,EUR", "25.00,EUR", "705,JPY", "1.000,KWD"})
  void money_with_no_more_decimals_than_its_currency_has_is_taken(String amount, String currency) {
    assertThat(new MoneyBody(amount, currency).toMoney()).isEqualTo(Money.of(amount, currency));
  }

  @Test
  void an_address_is_taken_as_it_is_read_however_it_was_pasted() {
    var pasted =
        new Address(
            "\u200f A.\u00a0Lee\t",
            "Main\u00adSt\u200b 1\r\n",
            "10115 ",
            "Ber\u200blin",
            " \u0645\u06cc\u200c\u0631 ",
            "DE");

    assertThat(
            RequestedOrder.read(
                    new PlaceOrderRequest(
                        "c", items(item("tea", "1")), "pm", null, pasted, null, null))
                .shippingAddress())
        .isEqualTo(
            new ShippingAddress(
                "A.\u00a0Lee", "MainSt 1", "10115", "Berlin", "\u0645\u06cc\u200c\u0631", "DE"));
  }

  @Test
  void an_address_of_nothing_to_read_is_refused() {
    var empty = new Address("\u200b", " ", "\u200d", "\u3164\u00a0", "\u00ad", "XX");

    assertThat(
            wrongFields(
                new PlaceOrderRequest("c", items(item("tea", "1")), "pm", null, empty, null, null)))
        .containsExactlyInAnyOrder(
            "/shippingAddress/recipient",
            "/shippingAddress/street",
            "/shippingAddress/postalCode",
            "/shippingAddress/city",
            "/shippingAddress/region",
            "/shippingAddress/country");
  }

  @Test
  void a_monstrous_number_is_only_a_wrong_number() {
    assertThat(wrongFields(order(items(item("tea", "1E+999999999")))))
        .containsExactly("/items/0/quantity");
    assertThat(order(items(item("tea", "1E+999999999"))).fingerprint("key")).hasSize(64);
  }

  @Test
  void an_unknown_currency_is_told_in_a_sentence() {
    var request =
        new PlaceOrderRequest(
            "c", items(item("tea", "1")), "pm", new MoneyBody("1.00", "XXQ"), null, null, null);

    assertThat(errors(request))
        .containsExactly(
            new InvalidField("/expectedTotal", "currency must be an ISO 4217 code such as EUR"));
  }

  @Test
  void a_fingerprint_covers_every_field() {
    var fingerprints =
        Stream.of(
                request("c", "tea", "2", TEN, "pm", TEN, HOME, "r"),
                request("d", "tea", "2", TEN, "pm", TEN, HOME, "r"),
                request("c", "cup", "2", TEN, "pm", TEN, HOME, "r"),
                request("c", "tea", "3", TEN, "pm", TEN, HOME, "r"),
                request("c", "tea", "2", null, "pm", TEN, HOME, "r"),
                request("c", "tea", "2", TEN, "pn", TEN, HOME, "r"),
                request("c", "tea", "2", TEN, "pm", null, HOME, "r"),
                request("c", "tea", "2", TEN, "pm", TEN, null, "r"),
                request("c", "tea", "2", TEN, "pm", TEN, HOME, null))
            .map(request -> request.fingerprint("key"))
            .toList();

    assertThat(fingerprints).doesNotHaveDuplicates();
    assertThat(request("c", "tea", "2", TEN, "pm", TEN, HOME, "r").fingerprint("key"))
        .isEqualTo(fingerprints.getFirst());
  }

  /** Orders placed before there were labels may still be repeated. */
  @Test
  void a_request_without_labels_has_the_fingerprint_that_it_always_had() {
    assertThat(request("c", "tea", "2", TEN, "pm", TEN, HOME, "r").fingerprint("key"))
        .isEqualTo("574c5f1cf23b92796ff8f960f10a9bd87cd6323fb66e79e202618f81ef19758e")
        .isEqualTo(labelled(Map.of()).fingerprint("key"));
  }

  @Test
  void a_fingerprint_covers_the_labels_but_not_their_order() {
    var forward = new LinkedHashMap<String, @Nullable String>();
    forward.put("a", "1");
    forward.put("b", "2");
    var backward = new LinkedHashMap<String, @Nullable String>();
    backward.put("b", "2");
    backward.put("a", "1");

    assertThat(labelled(forward).fingerprint("key"))
        .isEqualTo(labelled(backward).fingerprint("key"));
    assertThat(
            Stream.of(Map.<String, String>of(), forward, Map.of("a", "1"), Map.of("a", "2"))
                .map(labels -> labelled(labels).fingerprint("key")))
        .doesNotHaveDuplicates();
  }

  @Test
  void twenty_labels_are_taken_and_one_more_is_refused() {
    var labels = new LinkedHashMap<String, @Nullable String>();
    IntStream.range(0, 20).forEach(n -> labels.put("label-" + n, " a\u200b"));

    assertThat(RequestedOrder.read(labelled(labels)).labels().values())
        .hasSize(20)
        .containsValue("a");
    labels.put("one-more", "a");
    assertThat(wrongFields(labelled(labels))).containsExactly("/labels");
  }

  @Test
  void without_the_key_a_fingerprint_tells_nothing_about_the_address() {
    var request = request("c", "tea", "2", TEN, "pm", TEN, HOME, "r");

    assertThat(request.fingerprint("key")).isNotEqualTo(request.fingerprint("another key"));
  }

  private static PlaceOrderRequest request(
      String customer,
      String sku,
      String quantity,
      @Nullable MoneyBody unitPrice,
      String payment,
      @Nullable MoneyBody total,
      @Nullable Address address,
      @Nullable String reference) {
    var item = new Item(sku, new BigDecimal(quantity), unitPrice);
    return new PlaceOrderRequest(customer, items(item), payment, total, address, reference, null);
  }

  private static PlaceOrderRequest labelled(Map<String, ? extends @Nullable String> labels) {
    var plain = request("c", "tea", "2", TEN, "pm", TEN, HOME, "r");
    return new PlaceOrderRequest(
        plain.customerId(),
        plain.items(),
        plain.paymentMethod(),
        plain.expectedTotal(),
        plain.shippingAddress(),
        plain.reference(),
        new LinkedHashMap<>(labels));
  }

  private static Map<String, @Nullable String> wrongLabels() {
    var labels = new LinkedHashMap<String, @Nullable String>();
    labels.put("Channel", "web");
    labels.put("a/b", "c");
    labels.put("empty", " ");
    labels.put("long", "x".repeat(101));
    labels.put("none", null);
    labels.put("good", "x".repeat(100));
    return labels;
  }

  private static PlaceOrderRequest order(List<@Nullable Item> items) {
    return new PlaceOrderRequest("customer", items, "pm_card_ok", null, null, null, null);
  }

  private static Item item(@Nullable String sku, String quantity) {
    return new Item(sku, new BigDecimal(quantity), null);
  }

  private static List<@Nullable Item> items(@Nullable Item... items) {
    return Arrays.asList(items);
  }

  private static List<String> wrongFields(PlaceOrderRequest request) {
    return errors(request).stream().map(InvalidField::pointer).toList();
  }

  private static List<InvalidField> errors(PlaceOrderRequest request) {
    return Objects.requireNonNull(
            catchThrowableOfType(ProblemException.class, () -> RequestedOrder.read(request)))
        .errors();
  }
}
