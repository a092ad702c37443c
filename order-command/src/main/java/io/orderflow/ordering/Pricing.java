package io.orderflow.ordering;

import io.orderflow.api.Money;
import io.orderflow.api.Sku;
import io.orderflow.api.order.OrderLine;
import io.orderflow.catalog.Catalog;
import io.orderflow.catalog.Product;
import io.orderflow.command.MoneyBody;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.problem.ProblemException.InvalidField;
import io.orderflow.web.request.RequestValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Prices a requested order with one read of the catalog. */
@Component
class Pricing {

  private final Catalog catalog;

  Pricing(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The lines of the order at today's prices.
   *
   * @throws ProblemException if the order cannot be had, or not at the price the client expects
   */
  List<OrderLine> quote(RequestedOrder order) {
    var products = catalog.find(order.lines().stream().map(RequestedOrder.Line::sku).toList());
    requireAllKnown(order, products);
    var lines = order.lines().stream().map(line -> line(line, products)).toList();
    requireOneCurrency(lines);
    requireExpectedPrices(order, lines, total(lines));
    return lines;
  }

  private static void requireAllKnown(RequestedOrder order, Map<Sku, Product> products) {
    var unknown =
        fields(
            order,
            index -> !products.containsKey(order.lines().get(index).sku()),
            "/sku",
            "is not in the catalog");
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid(
          OrderProblemCode.UNKNOWN_SKU,
          "Take the items named in errors out of the order; the catalog does not have them.",
          unknown);
    }
  }

  private static OrderLine line(RequestedOrder.Line wanted, Map<Sku, Product> products) {
    Product product = Objects.requireNonNull(products.get(wanted.sku()));
    return new OrderLine(wanted.sku(), product.name(), wanted.quantity(), product.unitPrice());
  }

  private static void requireOneCurrency(List<OrderLine> lines) {
    var check = new RequestValidator();
    var first = lines.getFirst().unitPrice().currency();
    for (int index = 1; index < lines.size(); index++) {
      var currency = lines.get(index).unitPrice().currency();
      if (!currency.equals(first)) {
        check.wrong(
            "/items/" + index + "/sku",
            "is sold in " + currency + ", the first item in " + first + "; place two orders");
      }
    }
    check.refuseIfInvalid();
  }

  private static Money total(List<OrderLine> lines) {
    try {
      return lines.stream().map(OrderLine::total).reduce(Money::plus).orElseThrow();
    } catch (IllegalArgumentException tooMuch) {
      var check = new RequestValidator();
      check.wrong("/items", "the total is too large: " + tooMuch.getMessage());
      check.refuseIfInvalid();
      throw tooMuch;
    }
  }

  private static void requireExpectedPrices(
      RequestedOrder order, List<OrderLine> lines, Money total) {
    var changed =
        new ArrayList<>(
            fields(
                order,
                index -> differs(order.lines().get(index), lines.get(index)),
                "/unitPrice",
                "is no longer the price"));
    if (order.expectedTotal() != null && !order.expectedTotal().equals(total)) {
      changed.add(new InvalidField("/expectedTotal", "the total is now " + total));
    }
    if (!changed.isEmpty()) {
      throw ProblemException.invalid(
              OrderProblemCode.PRICE_CHANGED,
              "The order costs " + total + " now. Send it again with the current prices to accept.",
              changed)
          .with("total", MoneyBody.of(total))
          .with("items", lines.stream().map(OrderLineBody::of).toList());
    }
  }

  private static boolean differs(RequestedOrder.Line wanted, OrderLine current) {
    return wanted.unitPrice() != null && !wanted.unitPrice().equals(current.unitPrice());
  }

  private static List<InvalidField> fields(
      RequestedOrder order, Predicate<Integer> wrong, String member, String detail) {
    return IntStream.range(0, order.lines().size())
        .boxed()
        .filter(wrong)
        .map(index -> new InvalidField("/items/" + index + member, detail))
        .toList();
  }
}
