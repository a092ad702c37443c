package io.orderflow.views.list;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.OrderNumber;
import io.orderflow.api.Reference;
import io.orderflow.api.Sku;
import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.FulfillmentStatus;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.PaymentStatus;
import io.orderflow.views.list.OrderSort.Order;
import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that filter a list, and the condition that each one stands for. A new filter is
 * one more constant here and its line in the API's document.
 */
@SuppressWarnings("ImmutableEnumChecker") // what reads the values has no state
enum OrderFilter {
  STATUS("status", anyOf("v.status", OrderStatus.class), OrderStatus.COMPLETED),
  PAYMENT_STATUS(
      "paymentStatus", anyOf("v.payment_status", PaymentStatus.class), PaymentStatus.CAPTURED),
  FULFILLMENT_STATUS(
      "fulfillmentStatus",
      anyOf("v.fulfillment_status", FulfillmentStatus.class),
      FulfillmentStatus.DELIVERED),
  REASON("reason", anyOf("v.cancellation_reason", CancellationReason.class), null),
  ATTENTION("attention", OrderFilter::attention, null),
  ATTENTION_REASON(
      "attentionReason",
      texts(AttentionFilter::checkReason, each -> new AttentionFilter(List.of(), each).ofOrder()),
      null),
  CUSTOMER_ID("customerId", texts(CustomerId::new, ids -> Sql.oneOfTexts("s.customer_id", ids))),
  REFERENCE("reference", texts(Reference::new, each -> Sql.identifiedBy("reference", each))),
  NUMBER("number", texts(OrderNumber::new, each -> Sql.identifiedBy("number", each))),
  LABEL("label", texts(OrderFilter::checkLabel, OrderFilter::labelled)),
  SKU("sku", values -> Sql.identifiedBy("sku", checked(separated(values), Sku::new))),
  CREATED_AFTER("createdAfter", instant("s.created_at >= ?")),
  CREATED_BEFORE("createdBefore", instant("s.created_at < ?")),
  UPDATED_AFTER("updatedAfter", instant("v.updated_at >= ?")),
  // An order was placed before it changed; the hour is for clocks that were corrected.
  UPDATED_BEFORE(
      "updatedBefore", instant("(v.updated_at < ? and s.created_at < ? + interval '1 hour')")),
  CURRENCY("currency", single(code -> Sql.of("s.currency = ?", currency(code)))),
  MIN_TOTAL("minTotal", single(amount -> Sql.of("s.total >= ?", amount(amount)))),
  MAX_TOTAL("maxTotal", single(amount -> Sql.of("s.total <= ?", amount(amount))));

  /** How many values one filter takes. */
  static final int MOST_VALUES = 20;

  private static final Pattern PLAIN_AMOUNT =
      Pattern.compile("(?:0|[1-9][0-9]{0,12})(?:\\.[0-9]{1,4})?");

  private final String parameter;
  private final Function<List<String>, Sql> reading;
  private final boolean isOfExceptions;
  private final @Nullable String usual;

  OrderFilter(String parameter, Function<List<String>, Sql> reading) {
    this.parameter = parameter;
    this.reading = reading;
    this.isOfExceptions = false;
    this.usual = null;
  }

  /**
   * @param usual what nearly all orders have; null if they have nothing of the kind
   */
  OrderFilter(String parameter, Function<List<String>, Sql> reading, @Nullable Enum<?> usual) {
    this.parameter = parameter;
    this.reading = reading;
    this.isOfExceptions = true;
    this.usual = usual == null ? null : Sql.word(usual);
  }

  String parameter() {
    return parameter;
  }

  /** Whether an index in the order of creation leads along the orders that fulfil it. */
  boolean isAlongCreation() {
    return this == CUSTOMER_ID || isOfCreation();
  }

  /**
   * Whether the condition leaves out the orders that are simply completed, which nearly all are.
   */
  boolean isOfExceptions(Sql condition) {
    return isOfExceptions && (usual == null || !condition.text().contains(usual));
  }

  /** Whether nearly all orders fulfil the condition. */
  boolean isUsual(Sql condition) {
    return usual != null && condition.text().contains(usual);
  }

  /** Whether only {@code order_search} has an index that leads to the orders that fulfil it. */
  boolean isSearched() {
    return switch (this) {
      case CUSTOMER_ID, REFERENCE, NUMBER, LABEL, SKU -> true;
      default -> false;
    };
  }

  /**
   * Whether it is a range in an index that cannot lead in this order. Orders changed about as they
   * were created: along the creation those that changed late are met soon, unless the oldest come
   * first.
   */
  boolean isRangeOfOtherOrder(Order order) {
    return switch (this) {
      case MIN_TOTAL, MAX_TOTAL -> order.sort() == OrderSort.UPDATED_AT;
      case UPDATED_AFTER ->
          order.sort() == OrderSort.TOTAL
              || (order.sort() == OrderSort.CREATED_AT && !order.descending());
      case UPDATED_BEFORE -> order.sort() == OrderSort.TOTAL;
      default -> false;
    };
  }

  boolean isOfCreation() {
    return this == CREATED_AFTER || this == CREATED_BEFORE;
  }

  /**
   * The condition that these values of the parameter stand for.
   *
   * @throws IllegalArgumentException with a sentence for the client
   */
  Sql read(List<String> values) {
    if (values.size() > MOST_VALUES) {
      throw new IllegalArgumentException("must have at most " + MOST_VALUES + " values");
    }
    return reading.apply(values);
  }

  private static <E extends Enum<E>> Function<List<String>, Sql> anyOf(
      String column, Class<E> words) {
    return values -> Sql.oneOf(column, words(separated(values), words));
  }

  private static Sql attention(List<String> values) {
    var standing = Sql.of("v.attention <> '[]'");
    if (values.equals(List.of("true"))) {
      return standing;
    }
    var steps =
        words(separated(values), Step.class).stream()
            .map(step -> "v.attention @> '[{\"step\":\"%s\"}]'".formatted(step.name()))
            .collect(Collectors.joining(" or ", "(", ")"));
    return Sql.join("%s and %s", standing, Sql.of(steps));
  }

  /** A key alone, or {@code key:value}. */
  private static void checkLabel(String label) {
    int colon = label.indexOf(':');
    var key = Labels.requireKey(colon < 0 ? label : label.substring(0, colon));
    if (colon >= 0) {
      var _ = new Labels(Map.of(key, label.substring(colon + 1)));
    }
  }

  /** Unlike other filters: an order has to have all of them. */
  private static Sql labelled(List<String> labels) {
    return Sql.all(
        labels.stream().map(label -> Sql.identifiedBy("label", List.of(label))).toList());
  }

  /** Texts may contain commas, so each is a parameter of its own. */
  private static Function<List<String>, Sql> texts(
      Consumer<String> check, Function<List<String>, Sql> condition) {
    return values -> condition.apply(checked(values, check));
  }

  private static Function<List<String>, Sql> single(Function<String, Sql> reading) {
    return values -> reading.apply(onlyOne(values));
  }

  private static Function<List<String>, Sql> instant(String sql) {
    int places = (int) sql.chars().filter(character -> character == '?').count();
    return single(
        text ->
            new Sql(sql, Collections.nCopies(places, instantOf(text).atOffset(ZoneOffset.UTC))));
  }

  static String onlyOne(List<String> values) {
    if (values.size() != 1) {
      throw new IllegalArgumentException("must be given once");
    }
    return values.getFirst();
  }

  static List<String> separated(List<String> values) {
    return values.stream().flatMap(each -> Arrays.stream(each.split(",", -1))).toList();
  }

  private static List<String> checked(List<String> values, Consumer<String> check) {
    values.forEach(check);
    return values;
  }

  static <E extends Enum<E>> List<E> words(List<String> values, Class<E> type) {
    return values.stream().map(value -> RequestValidator.word(type, value)).distinct().toList();
  }

  static Instant instantOf(String text) {
    try {
      var instant = Instant.parse(text);
      var year = instant.atOffset(ZoneOffset.UTC).getYear();
      if (year >= 1970 && year < 10_000) {
        return instant;
      }
    } catch (DateTimeParseException malformed) {
      // The same sentence as for a time that no order can have.
    }
    throw new IllegalArgumentException("must be an instant such as 2026-03-01T10:15:30Z");
  }

  static BigDecimal amount(String text) {
    if (!PLAIN_AMOUNT.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a plain decimal number such as 12.50");
    }
    return new BigDecimal(text);
  }

  private static String currency(String code) {
    try {
      return Currency.getInstance(code).getCurrencyCode();
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("must be an ISO 4217 code such as EUR", unknown);
    }
  }
}
