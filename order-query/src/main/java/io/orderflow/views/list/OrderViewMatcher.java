package io.orderflow.views.list;

import io.orderflow.api.CustomerId;
import io.orderflow.api.order.OrderView;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemException.InvalidField;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The filters of a list, applied to one order at a time. */
public final class OrderViewMatcher {

  private OrderViewMatcher() {}

  /**
   * @param seenBy the customer whose orders the caller may see; null for any
   * @throws ProblemException that names every parameter that is wrong
   */
  public static Predicate<OrderView> read(
      MultiValueMap<String, String> parameters, @Nullable CustomerId seenBy) {
    refuseOthers(parameters);
    var filters = ListRequestReader.read(parameters).filters().keySet();
    CustomerFilterCheck.refuseOthers(seenBy, parameters);
    Predicate<OrderView> visible = order -> seenBy == null || order.customerId().equals(seenBy);
    return filters.stream()
        .map(filter -> selecting(filter, parameters))
        .reduce(visible, Predicate::and);
  }

  /** What orders, divides or searches a list would be ignored. */
  static void refuseOthers(MultiValueMap<String, String> parameters) {
    var known = new TreeSet<String>();
    for (var filter : OrderFilter.values()) {
      known.add(filter.parameter());
    }
    var errors =
        parameters.keySet().stream()
            .filter(name -> !known.contains(name))
            .map(name -> new InvalidField("/" + name, "is none of " + String.join(", ", known)))
            .toList();
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(
          ListProblemCode.INVALID_QUERY, "Correct the parameters named in errors.", errors);
    }
  }

  /** The values were checked before. */
  private static Predicate<OrderView> selecting(
      OrderFilter filter, MultiValueMap<String, String> parameters) {
    var values = parameters.getOrDefault(filter.parameter(), List.of());
    var words = values.stream().flatMap(each -> Arrays.stream(each.split(",", -1))).toList();
    var first = values.getFirst();
    return switch (filter) {
      case STATUS -> order -> words.contains(order.status().name());
      case PAYMENT_STATUS -> order -> words.contains(order.paymentStatus().name());
      case FULFILLMENT_STATUS -> order -> words.contains(order.fulfillmentStatus().name());
      case REASON -> order -> order.cancellation() != null && words.contains(reason(order));
      case ATTENTION -> order -> needsAttention(order, words);
      case ATTENTION_REASON ->
          order -> order.attention().stream().anyMatch(AttentionFilter.of(parameters)::selects);
      case CUSTOMER_ID -> order -> values.contains(order.customerId().value());
      case REFERENCE ->
          order -> order.reference() != null && values.contains(order.reference().value());
      case NUMBER -> order -> order.number() != null && values.contains(order.number().value());
      case LABEL -> order -> values.stream().allMatch(label -> isLabelled(order, label));
      case SKU ->
          order -> order.items().stream().anyMatch(line -> words.contains(line.sku().value()));
      case CREATED_AFTER -> order -> !order.createdAt().isBefore(OrderFilter.instantOf(first));
      case CREATED_BEFORE -> order -> order.createdAt().isBefore(OrderFilter.instantOf(first));
      case UPDATED_AFTER -> order -> !order.updatedAt().isBefore(OrderFilter.instantOf(first));
      case UPDATED_BEFORE -> order -> order.updatedAt().isBefore(OrderFilter.instantOf(first));
      case CURRENCY -> order -> order.total().currency().getCurrencyCode().equals(first);
      case MIN_TOTAL -> order -> order.total().amount().compareTo(new BigDecimal(first)) >= 0;
      case MAX_TOTAL -> order -> order.total().amount().compareTo(new BigDecimal(first)) <= 0;
    };
  }

  private static boolean isLabelled(OrderView order, String label) {
    int colon = label.indexOf(':');
    var labels = order.labels().values();
    return colon < 0
        ? labels.containsKey(label)
        : label.substring(colon + 1).equals(labels.get(label.substring(0, colon)));
  }

  private static String reason(OrderView order) {
    var cancellation = order.cancellation();
    return cancellation == null ? "" : cancellation.reason().name();
  }

  private static boolean needsAttention(OrderView order, List<String> steps) {
    return order.attention().stream()
        .anyMatch(
            attention -> steps.equals(List.of("true")) || steps.contains(attention.step().name()));
  }
}
