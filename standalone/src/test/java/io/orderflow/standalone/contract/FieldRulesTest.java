package io.orderflow.standalone.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What a text may be says the document exactly: what it allows is taken, all else refused. */
class FieldRulesTest extends StandaloneTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final long SEED = 42;
  private static final int GENERATED = 60;

  /** Malformed, too long for a path with its query, invalid. */
  private static final Set<Integer> REFUSED = Set.of(400, 414, 422);

  private static final String NO_ORDER = "0190e3c4-9d3b-7c7c-8f6e-2f7d3a1b5c60";
  private static final String NO_CALLBACK = "payment:bm9uZQ";

  /** Of nothing that there is. */
  private static final String NUMBER = "999999999";

  /** On either side of an edge of some rule. */
  private static final List<Integer> CHARACTERS =
      List.of(
          0x00, 0x09, 0x0a, 0x0d, 0x1c, 0x20, 0x7f, 0x85, 0xa0, 0xad, 0x34f, 0x378, 0x600, 0x1160,
          0x2007, 0x200b, 0x200c, 0x200d, 0x200f, 0x2028, 0x202e, 0x2060, 0x2800, 0x3000, 0x3164,
          0xe000, 0xfeff, 0xffff, 0x1f600, 0xe0001, 0xe9, 0x301, 0x663, 0x61, 0x41, 0x30, 0x2e,
          0x2d, 0x5f, 0x2f, 0x7e);

  private static final List<Integer> LENGTHS =
      List.of(0, 1, 2, 3, 13, 14, 20, 21, 64, 65, 100, 101, 128, 129, 200, 201, 500, 501, 4001);

  /** Requests in which every text there is stands. None has an effect, whatever its texts are. */
  @SuppressWarnings("ImmutableEnumChecker") // what they hold is only read
  private enum Body {
    ORDER(
        "POST /api/v1/orders",
        """
        {"customerId":"c","paymentMethod":"pm_card_ok","reference":"r",
         "labels":{"channel":"web"},
         "items":[{"sku":"mouse","quantity":1,"unitPrice":{"amount":"25.00","currency":"EUR"}}],
         "shippingAddress":{"recipient":"Ada","street":"Elm St 1","postalCode":"10115",
           "city":"Berlin","region":"Mitte","country":"DE"},
         "expectedTotal":{"amount":"1.00","currency":"EUR"}}"""),
    PRODUCT(
        "PUT /api/v1/products/{sku}",
        """
        {"name":"Lamp","description":"Bright","unitPrice":{"amount":"30.00","currency":"EUR"}}"""),
    LABELS(
        "PATCH /api/v1/orders/{id}",
        """
        {"labels":{"channel":"web"}}"""),
    CANCEL(
        "POST /api/v1/orders/{id}/cancel",
        """
        {"reason":"Changed my mind"}"""),
    RETRY(
        "POST /api/v1/admin/orders/{id}/retry",
        """
        {"step":"PAYMENT","chargeId":"ch_1","attentionVersion":1,"note":"Called them"}"""),
    RESOLVE(
        "POST /api/v1/admin/orders/{id}/resolve",
        """
        {"step":"SHIPPING","chargeId":"ch_1","attentionVersion":1,"outcome":"SHIPPED","note":"Ok"}"""),
    /** No webhook may have that port. */
    NEW_WEBHOOK(
        "POST /api/v1/webhooks",
        """
        {"url":"https://hooks.example.com:81/in","description":"Our shop",
         "eventTypes":["io.orderflow.order.paid.v1"],"labels":{"channel":"web"}}"""),
    WEBHOOK(
        "PUT /api/v1/webhooks/{id}",
        """
        {"url":"https://hooks.example.com/in","description":"Our shop",
         "eventTypes":["io.orderflow.order.paid.v1"],"labels":{"channel":"web"}}"""),
    /** Of a webhook without deliveries. */
    REDELIVERY(
        "POST /api/v1/webhooks/{id}/redeliver",
        """
        {"from":"2026-03-01T10:15:30Z","to":"2026-03-01T10:15:30.5Z"}"""),
    /** The outcome is missing. */
    BULK_OPERATION(
        "POST /api/v1/admin/bulk-operations",
        """
        {"action":"resolve","filter":{"attention":"SHIPPING"},"note":"Ok"}"""),
    MATCH(
        "POST /api/v1/admin/unmatched-callbacks/{id}/match",
        """
        {"orderId":"0190e3c4-9d3b-7c7c-8f6e-2f7d3a1b5c60","note":"They told me"}"""),
    DISMISSAL(
        "POST /api/v1/admin/unmatched-callbacks/{id}/dismissal",
        """
        {"note":"A test of theirs"}"""),
    /** It is on. */
    SWITCH(
        "PUT /api/v1/admin/switches/{name}",
        """
        {"state":"ON","reason":"Everything works"}"""),
    RESEND(
        "POST /api/v1/admin/publishers/{name}/resends",
        """
        {"from":"2026-03-01T10:15:30Z"}"""),
    RESEND_CONFIRMATION(
        "POST /api/v1/admin/publishers/{name}/resends/{id}/confirmation",
        """
        {"count":1,"note":"They were lost"}""");

    private final Operation operation;
    private final ObjectNode example;

    Body(String operation, String example) {
      this.operation =
          CONTRACT.operations().stream()
              .filter(each -> each.name().equals(operation))
              .findFirst()
              .orElseThrow();
      this.example = (ObjectNode) JSON.readTree(example);
    }

    String target() {
      String path = operation.path();
      String id =
          path.contains("callbacks") ? NO_CALLBACK : path.contains("orders") ? NO_ORDER : NUMBER;
      return path.replace("{id}", id)
          .replace("{sku}", "rules-lamp")
          .replace("{name}", path.contains("switches") ? "accepting-orders" : "no-publisher");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_text_is_taken_if_and_only_if_the_document_allows_it(Body body) throws IOException {
    var wrong = new ArrayList<String>();
    String target = body == Body.REDELIVERY ? emptyWebhook() + "/redeliver" : body.target();
    for (var field : texts(body.example, JsonPointer.empty())) {
      for (var text : near(body.example.at(field).asString())) {
        var sent = with(body.example, field, text);
        var violations = CONTRACT.violations(body.operation.body().path("schema"), sent);
        var answer = exchange(json(body.operation, target, sent));
        boolean refused = refuses(answer, field);
        boolean agreed = refused != violations.isEmpty() || (refused && isOnlyBounded(field));
        if (!agreed || answer.status() == 400 || answer.status() >= 500) {
          wrong.add(field + " " + escaped(text) + ": " + violations + answer.body());
        }
      }
    }
    assertThat(wrong).as("seed %d", SEED).isEmpty();
  }

  /** No order has its label, so nothing is ever sent there. */
  private String emptyWebhook() throws IOException {
    var body = Body.WEBHOOK.example.deepCopy().put("description", "of rules");
    ((ObjectNode) body.path("labels")).put("no-order", "has this");
    var made = exchange(json(Body.NEW_WEBHOOK.operation, Body.NEW_WEBHOOK.target(), body));
    return made.header("Location").orElseThrow();
  }

  /** Callbacks are excepted: their contract is that of the partners, which CallbackTest holds. */
  @Test
  void every_body_with_a_text_is_among_those_tried() {
    assertThat(Arrays.stream(Body.values()).map(body -> body.operation.name()))
        .containsExactlyInAnyOrderElementsOf(
            CONTRACT.operations().stream()
                .filter(operation -> !operation.path().startsWith("/api/v1/callbacks"))
                .filter(operation -> hasText(operation.body().path("schema")))
                .map(Operation::name)
                .toList());
  }

  private static boolean hasText(JsonNode schema) {
    return !textsOf(schema).isEmpty()
        || CONTRACT.resolved(schema).at("/properties/labels").isObject();
  }

  @Test
  void every_text_a_body_may_have_is_among_those_tried() {
    for (var body : Body.values()) {
      assertThat(names(body.example))
          .as(body.name())
          .containsAll(textsOf(body.operation.body().path("schema")));
    }
  }

  @Test
  void an_id_in_the_query_is_taken_if_and_only_if_the_document_allows_it() throws IOException {
    var schema = CONTRACT.resolved(CONTRACT.root().at("/components/schemas/CustomerId"));
    assertAgreement(
        schema,
        near("c"),
        id -> "/api/v1/admin/personal-data?customerId=" + URLEncoder.encode(id, UTF_8),
        "DELETE");
  }

  @Test
  void a_version_in_the_query_is_taken_if_and_only_if_the_document_allows_it() throws IOException {
    var schema = CONTRACT.root().at("/components/parameters/AtLeastVersion/schema");
    var versions = new LinkedHashSet<>(near("17"));
    versions.addAll(List.of("9".repeat(18), "9".repeat(19)));
    assertAgreement(
        schema,
        versions,
        text -> "/api/v1/orders/" + NO_ORDER + "?atLeastVersion=" + URLEncoder.encode(text, UTF_8),
        "GET");
  }

  @ParameterizedTest
  @CsvSource({
    "customerId, c",
    "reference, r",
    "sku, mouse",
    "minTotal, 1.50",
    "createdAfter, Z",
    "atLeastPosition, BAAAAAAAAADEbOBCa9dUFLklWJHsDzMa"
  })
  void a_filter_is_taken_if_and_only_if_the_document_allows_it(String name, String valid)
      throws IOException {
    var list =
        CONTRACT.operations().stream()
            .filter(operation -> operation.name().equals("GET /api/v1/orders"))
            .flatMap(operation -> operation.parameters().stream())
            .filter(parameter -> parameter.path("name").asString().equals(name))
            .map(parameter -> parameter.path("schema"))
            .findFirst()
            .orElseThrow();
    var schema = list.has("items") ? list.path("items") : list;
    var texts = new LinkedHashSet<>(near(valid));
    texts.removeIf(text -> name.equals("sku") && text.contains(",")); // several
    assertAgreement(
        schema,
        texts,
        text -> "/api/v1/orders?currency=EUR&" + name + "=" + URLEncoder.encode(text, UTF_8),
        "GET");
  }

  private void assertAgreement(
      JsonNode schema, Set<String> texts, Function<String, String> target, String method)
      throws IOException {
    var wrong = new ArrayList<String>();
    for (var text : texts) {
      var answer = exchange(new Call(method, target.apply(text)));
      boolean refused = REFUSED.contains(answer.status());
      if (refused == CONTRACT.violations(schema, StringNode.valueOf(text)).isEmpty()
          || answer.status() >= 500) {
        wrong.add(escaped(text) + ": " + answer.body());
      }
    }
    assertThat(wrong).as("seed %d", SEED).isEmpty();
  }

  /** Blanks at its ends are none of a header's value. */
  @Test
  void a_key_is_taken_if_and_only_if_the_document_allows_it() throws IOException {
    var schema = CONTRACT.root().at("/components/parameters/IdempotencyKey/schema");
    for (var key : List.of("~", "!", "a b", "\"k\"", "k".repeat(255), "k".repeat(256), "\u00e9")) {
      var call =
          json(Body.ORDER.operation, "/api/v1/orders", Body.ORDER.example)
              .header("Idempotency-Key", key);
      assertThat(exchange(call).status() == 400)
          .as(key)
          .isNotEqualTo(CONTRACT.violations(schema, StringNode.valueOf(key)).isEmpty());
    }
  }

  @Test
  void the_countries_and_currencies_are_those_that_are_known() {
    var country = CONTRACT.root().at("/components/schemas/ShippingAddress/properties/country/enum");
    assertThat(words(country))
        .containsExactlyInAnyOrderElementsOf(
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2));
    var currencies = new ArrayList<String>();
    for (var group : CONTRACT.root().at("/components/schemas/MoneyRequest/oneOf")) {
      var codes = words(group.at("/properties/currency/enum"));
      assertThat(codes.stream().map(c -> Currency.getInstance(c).getDefaultFractionDigits()))
          .containsOnly(Currency.getInstance(codes.getFirst()).getDefaultFractionDigits());
      currencies.addAll(codes);
    }
    assertThat(currencies)
        .containsExactlyInAnyOrderElementsOf(
            Currency.availableCurrencies()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .map(Currency::getCurrencyCode)
                .toList());
  }

  private static List<String> words(JsonNode node) {
    return node.valueStream().map(JsonNode::asString).toList();
  }

  private static Set<String> near(String valid) {
    var texts = new LinkedHashSet<String>();
    texts.addAll(
        List.of("XX", "DE", "de", "XXX", "JPY", "KWD", "EUR", "1", "1.0", "01.00", "1.000"));
    texts.addAll(List.of(".5", "1.", "-1", "1e2", "+1", "0.00", "9".repeat(13), "9".repeat(14)));
    var chance = new Chance(SEED + valid.hashCode());
    for (int count = 0; count < GENERATED; count++) {
      String character = Character.toString(chance.of(CHARACTERS));
      String one = chance.oneIn(3) ? character.repeat(chance.of(LENGTHS)) : character;
      int at = chance.below(valid.length() + 1);
      switch (chance.below(4)) {
        case 0 -> texts.add(one);
        case 1 -> texts.add(one + valid);
        case 2 -> texts.add(valid + one);
        default -> texts.add(valid.substring(0, at) + one + valid.substring(at));
      }
    }
    for (int length : LENGTHS) {
      texts.add("x".repeat(length));
    }
    return texts;
  }

  private static List<JsonPointer> texts(JsonNode node, JsonPointer at) {
    var texts = new ArrayList<JsonPointer>();
    if (node.isString() && !isWord(at)) {
      texts.add(at);
    }
    node.properties()
        .forEach(each -> texts.addAll(texts(each.getValue(), at.appendProperty(each.getKey()))));
    IntStream.range(0, node.isArray() ? node.size() : 0)
        .forEach(index -> texts.addAll(texts(node.path(index), at.appendIndex(index))));
    return texts;
  }

  /** One of a handful of words, which is no text, or a filter, which is tried by itself. */
  private static boolean isWord(JsonPointer at) {
    return List.of("/step", "/outcome", "/action", "/state", "/filter/attention")
        .contains(at.toString());
  }

  /** The document says in words what else is refused. */
  private static boolean isOnlyBounded(JsonPointer at) {
    return at.toString().equals("/url");
  }

  private static Set<String> names(JsonNode node) {
    return texts(node, JsonPointer.empty()).stream()
        .map(pointer -> pointer.toString().replaceAll("/\\d+", ""))
        .collect(Collectors.toSet());
  }

  /** The pointers, without indexes, of all texts that a schema has a place for. */
  private static Set<String> textsOf(JsonNode schema) {
    var resolved =
        Stream.of("anyOf", "allOf")
            .filter(word -> schema.path(word).isArray())
            .findFirst()
            .map(word -> CONTRACT.resolved(schema.path(word).path(0)))
            .orElseGet(() -> CONTRACT.resolved(schema));
    var texts = new TreeSet<String>();
    if (resolved.path("type").toString().contains("\"string\"")) {
      texts.add("");
    }
    textsOf(resolved.path("items"), "", texts);
    resolved
        .path("properties")
        .properties()
        .forEach(each -> textsOf(each.getValue(), "/" + each.getKey(), texts));
    return texts;
  }

  private static void textsOf(JsonNode schema, String prefix, Set<String> into) {
    if (!schema.isMissingNode()) {
      textsOf(schema).forEach(name -> into.add(prefix + name));
    }
  }

  private static JsonNode with(ObjectNode example, JsonPointer field, String text) {
    var body = example.deepCopy();
    switch (body.at(field.head())) {
      case ObjectNode object -> object.put(field.last().getMatchingProperty(), text);
      case ArrayNode array -> array.set(field.last().getMatchingIndex(), StringNode.valueOf(text));
      case JsonNode other -> throw new IllegalStateException("no place in " + other);
    }
    return body;
  }

  /** An amount is refused at the money it is of. */
  private static boolean refuses(Answer answer, JsonPointer field) {
    var problem = answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    return problem.path("code").asString("").equals("INVALID_REQUEST")
        && problem
            .path("errors")
            .valueStream()
            .map(error -> error.path("pointer").asString())
            .anyMatch(at -> field.toString().equals(at) || field.toString().startsWith(at + "/"));
  }

  private static Call json(Operation operation, String target, JsonNode body) {
    var call = new Call(operation.method(), target).header("Content-Type", operation.mediaType());
    call.body = JSON.writeValueAsBytes(body);
    return call;
  }

  private Answer exchange(Call call) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.exchange(call.bytes(), false);
    }
  }

  private static String escaped(String text) {
    return Arrays.stream(text.codePoints().limit(12).toArray())
        .mapToObj("%x"::formatted)
        .collect(Collectors.joining(" ", "[", "] of " + text.length()));
  }
}
