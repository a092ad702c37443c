package io.orderflow.views.list;

import io.orderflow.views.list.OrderSort.Order;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemException.InvalidField;
import io.orderflow.web.request.OrderPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** Reads the parameters of a list, and collects all that is wrong with them. */
final class ListRequestReader {

  private static final String SEARCH = "q";
  private static final String SORT = "sort";
  private static final String LIMIT = "limit";
  private static final String COUNT = "count";
  private static final String CURSOR = "cursor";

  /** Of one request only: the next page does not wait again. */
  static final String AT_LEAST_POSITION = "atLeastPosition";

  /** How many writes a reader can wait for. */
  static final int MOST_POSITIONS = 20;

  /** These choose a page of a list or say when it is read, and do not choose the list. */
  static final Set<String> OF_PAGES = Set.of(LIMIT, COUNT, CURSOR, AT_LEAST_POSITION);

  private static final Set<String> KNOWN =
      Stream.concat(
              Arrays.stream(OrderFilter.values()).map(OrderFilter::parameter),
              Stream.of(SEARCH, SORT, LIMIT, COUNT, CURSOR, AT_LEAST_POSITION))
          .collect(Collectors.toCollection(TreeSet::new));

  private final MultiValueMap<String, String> parameters;
  private final List<InvalidField> errors = new ArrayList<>();

  private ListRequestReader(MultiValueMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /**
   * @throws ProblemException that names every parameter that is wrong
   */
  static ListRequest read(MultiValueMap<String, String> parameters) {
    return new ListRequestReader(parameters).read();
  }

  private ListRequest read() {
    parameters.keySet().stream().filter(name -> !KNOWN.contains(name)).forEach(this::unknown);
    var filters = filters();
    var search = value(SEARCH, single(SearchText::of));
    var order = value(SORT, single(Order::of));
    var limit = value(LIMIT, single(ListRequestReader::limit));
    var counts = value(COUNT, single(ListRequestReader::truth));
    var cursor = value(CURSOR, OrderFilter::onlyOne);
    var positions = value(AT_LEAST_POSITION, ListRequestReader::positions);
    checkTogether();
    refuseIfInvalid();
    return new ListRequest(
        filters,
        search,
        order == null ? Order.NEWEST_FIRST : order,
        limit == null ? ListRequest.DEFAULT_LIMIT : limit,
        counts != null && counts,
        cursor,
        positions == null ? List.of() : positions,
        parameters);
  }

  private Map<OrderFilter, Sql> filters() {
    var filters = new EnumMap<OrderFilter, Sql>(OrderFilter.class);
    for (var filter : OrderFilter.values()) {
      var condition = value(filter.parameter(), filter::read);
      if (condition != null) {
        filters.put(filter, condition);
      }
    }
    // Both are about the same attention, not one of them about another one of the order.
    filters.computeIfPresent(
        OrderFilter.ATTENTION_REASON,
        (_, alone) ->
            filters.containsKey(OrderFilter.ATTENTION)
                ? AttentionFilter.of(parameters).ofOrder()
                : alone);
    return filters;
  }

  private void checkTogether() {
    for (var amount : List.of(OrderFilter.MIN_TOTAL, OrderFilter.MAX_TOTAL)) {
      if (has(amount.parameter())) {
        requireCurrency(amount.parameter());
      }
    }
    if (parameters.getOrDefault(SORT, List.of()).stream()
        .anyMatch(sort -> sort.endsWith("total"))) {
      requireCurrency(SORT);
    }
    if (has(SEARCH) && has(SORT)) {
      wrong(SORT, "cannot be combined with q, whose best hits come first");
    }
    checkRange(OrderFilter.CREATED_AFTER, OrderFilter.CREATED_BEFORE, OrderFilter::instantOf, 0);
    checkRange(OrderFilter.UPDATED_AFTER, OrderFilter.UPDATED_BEFORE, OrderFilter::instantOf, 0);
    checkRange(OrderFilter.MIN_TOTAL, OrderFilter.MAX_TOTAL, OrderFilter::amount, 1);
  }

  private void requireCurrency(String name) {
    if (!has(OrderFilter.CURRENCY.parameter())) {
      wrong(name, "needs currency: amounts of several currencies cannot be compared");
    }
  }

  /** A range that no order can be in is a mistake. Values that cannot be read are named already. */
  private <T extends Comparable<T>> void checkRange(
      OrderFilter from, OrderFilter to, Function<String, T> reading, int smallestExcess) {
    if (errors.stream().anyMatch(error -> isOf(error, from) || isOf(error, to))) {
      return;
    }
    var least = value(from.parameter(), single(reading));
    var most = value(to.parameter(), single(reading));
    if (least != null && most != null && least.compareTo(most) >= smallestExcess) {
      wrong(from.parameter(), "leaves nothing below " + to.parameter());
    }
  }

  private static boolean isOf(InvalidField error, OrderFilter filter) {
    return error.pointer().equals("/" + filter.parameter());
  }

  private static <T> Function<List<String>, T> single(Function<String, T> reading) {
    return values -> reading.apply(OrderFilter.onlyOne(values));
  }

  private <T> @Nullable T value(String name, Function<List<String>, T> reading) {
    var values = parameters.get(name);
    if (values == null) {
      return null;
    }
    try {
      return reading.apply(values);
    } catch (IllegalArgumentException invalid) {
      wrong(name, Objects.requireNonNullElse(invalid.getMessage(), "is not valid"));
      return null;
    }
  }

  private static int limit(String text) {
    int limit = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > ListRequest.MAX_LIMIT) {
      throw new IllegalArgumentException("must be a number from 1 to " + ListRequest.MAX_LIMIT);
    }
    return limit;
  }

  private static List<OrderPosition> positions(List<String> texts) {
    if (texts.size() > MOST_POSITIONS) {
      throw new IllegalArgumentException("must have at most " + MOST_POSITIONS + " values");
    }
    return texts.stream().map(OrderPosition::parse).distinct().toList();
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false");
    };
  }

  private boolean has(String name) {
    return parameters.containsKey(name);
  }

  private void unknown(String name) {
    wrong(name, "is none of " + String.join(", ", KNOWN));
  }

  private void wrong(String name, String detail) {
    errors.add(new InvalidField("/" + name, detail));
  }

  private void refuseIfInvalid() {
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(
          ListProblemCode.INVALID_QUERY, "Correct the parameters named in errors.", errors);
    }
  }
}
