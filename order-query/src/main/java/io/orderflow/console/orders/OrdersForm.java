package io.orderflow.console.orders;

import io.orderflow.api.Step;
import io.orderflow.api.order.CancellationReason;
import io.orderflow.api.order.FulfillmentStatus;
import io.orderflow.api.order.OrderStatus;
import io.orderflow.api.order.PaymentStatus;
import io.orderflow.console.page.Badge;
import io.orderflow.web.problem.ProblemException.InvalidField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields above the list, filled with what its address asks for. */
final class OrdersForm {

  /** What an order can be on its way to; the statuses that are not an end. */
  private static final String UNDER_WAY =
      Arrays.stream(OrderStatus.values())
          .filter(status -> !status.isFinal())
          .map(Enum::name)
          .collect(Collectors.joining(","));

  private static final Map<String, String> SORTS =
      Map.of(
          "", "Newest first",
          "createdAt", "Oldest first",
          "-updatedAt", "Last changed first",
          "updatedAt", "Unchanged for longest first",
          "-total", "Highest total first",
          "total", "Lowest total first");

  private static final List<String> SORT_ORDER =
      List.of("", "createdAt", "-updatedAt", "updatedAt", "-total", "total");

  private static final Set<String> ALWAYS_SHOWN = Set.of("q", "status", "attention", "sort");

  private static final List<Field> IDENTIFIERS =
      List.of(
          new Field("customerId", "Customer"),
          new Field("reference", "Reference"),
          new Field("number", "Number"),
          new Field("sku", "SKU"),
          new Field("label", "Label, as key or key:value"));

  private static final List<Field> TIMES =
      List.of(
          new Field("createdAfter", "Placed from (UTC)"),
          new Field("createdBefore", "Placed before (UTC)"),
          new Field("updatedAfter", "Changed from (UTC)"),
          new Field("updatedBefore", "Changed before (UTC)"));

  private static final List<Field> AMOUNTS =
      List.of(
          new Field("minTotal", "Total from"),
          new Field("maxTotal", "Total up to"),
          new Field("currency", "Currency, such as EUR"));

  private final OrdersAddress address;
  private final Map<String, String> wrong;

  OrdersForm(OrdersAddress address, List<InvalidField> wrong) {
    this.address = address;
    this.wrong =
        wrong.stream()
            .collect(
                Collectors.toMap(
                    field -> field.pointer().substring(1), InvalidField::detail, (one, _) -> one));
  }

  /** What a field shows. Several values of one filter are parted by commas where the API does. */
  public String value(String name) {
    var value = String.join(",", address.values(name));
    return OrdersAddress.isTime(name) && value.endsWith("Z")
        ? value.substring(0, value.length() - 1)
        : value;
  }

  /** The texts of a filter that may be given several times; one empty where it is not given. */
  public List<String> texts(String name) {
    var values = address.values(name);
    return values.isEmpty() ? List.of("") : values;
  }

  /** Why a field cannot be what it is; empty where it can. */
  public String wrong(String name) {
    return wrong.getOrDefault(name, "");
  }

  /** Each mistake with the name of its parameter. */
  public List<String> mistakes() {
    return wrong.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .sorted()
        .toList();
  }

  /** Whether a filter is set or wrong that is not always shown. */
  public boolean isMoreOpen() {
    return Stream.concat(address.ofList().keySet().stream(), wrong.keySet().stream())
        .anyMatch(name -> !ALWAYS_SHOWN.contains(name) && !name.equals("cursor"));
  }

  /** Those that may be given several times. */
  public List<Field> identifiers() {
    return IDENTIFIERS;
  }

  public List<Field> times() {
    return TIMES;
  }

  public List<Field> amounts() {
    return AMOUNTS;
  }

  public List<Choice> statuses() {
    return choices("status", "Any status", List.of(new Choice(UNDER_WAY, "Under way", false)))
        .of(OrderStatus.class);
  }

  public List<Choice> paymentStatuses() {
    return choices("paymentStatus", "Any", List.of()).of(PaymentStatus.class);
  }

  public List<Choice> fulfillmentStatuses() {
    return choices("fulfillmentStatus", "Any", List.of()).of(FulfillmentStatus.class);
  }

  public List<Choice> reasons() {
    return choices("reason", "Any, or not cancelled", List.of()).of(CancellationReason.class);
  }

  public List<Choice> attentions() {
    return choices(
            "attention",
            "All orders",
            List.of(new Choice("true", "Those that need a person", false)))
        .of(Step.class);
  }

  public List<Choice> sorts() {
    return SORT_ORDER.stream()
        .map(sort -> new Choice(sort, String.valueOf(SORTS.get(sort)), value("sort").equals(sort)))
        .toList();
  }

  private Choices choices(String name, String any, List<Choice> first) {
    return new Choices(value(name), any, first);
  }

  /**
   * @param name of the parameter
   */
  record Field(String name, String label) {}

  /**
   * One of a selection.
   *
   * @param value in the address
   */
  record Choice(String value, String text, boolean selected) {}

  private record Choices(String chosen, String any, List<Choice> first) {

    <E extends Enum<E>> List<Choice> of(Class<E> words) {
      var all = new ArrayList<Choice>();
      all.add(new Choice("", any, chosen.isEmpty()));
      first.forEach(
          each -> all.add(new Choice(each.value(), each.text(), each.value().equals(chosen))));
      for (var word : words.getEnumConstants()) {
        all.add(new Choice(word.name(), Badge.words(word), word.name().equals(chosen)));
      }
      if (all.stream().noneMatch(Choice::selected)) { // such as two statuses, by a link
        all.add(new Choice(chosen, chosen, true));
      }
      return List.copyOf(all);
    }
  }
}
