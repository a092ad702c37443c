package io.orderflow.ordering;

import static java.util.Objects.requireNonNull;

import io.orderflow.api.CustomerId;
import io.orderflow.api.Labels;
import io.orderflow.api.Money;
import io.orderflow.api.PaymentMethod;
import io.orderflow.api.Quantity;
import io.orderflow.api.Reference;
import io.orderflow.api.Sku;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.api.order.ShippingAddress;
import io.orderflow.command.MoneyBody;
import io.orderflow.ordering.PlaceOrderRequest.Item;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a client wants, complete and well-formed; the catalog has not been asked yet. */
record RequestedOrder(
    CustomerId customer,
    List<Line> lines,
    PaymentMethod paymentMethod,
    @Nullable Money expectedTotal,
    @Nullable ShippingAddress shippingAddress,
    @Nullable Reference reference,
    Labels labels) {

  RequestedOrder {
    lines = List.copyOf(lines);
  }

  /**
   * @param unitPrice what the client believes it costs; null where it takes whatever it costs
   */
  record Line(Sku sku, Quantity quantity, @Nullable Money unitPrice) {}

  /**
   * @throws io.orderflow.web.problem.ProblemException naming every field that is wrong
   */
  static RequestedOrder read(PlaceOrderRequest request) {
    var check = new RequestValidator();
    var customer = check.required("/customerId", request.customerId(), RequestedOrder::customer);
    var payment =
        check.required("/paymentMethod", request.paymentMethod(), RequestedOrder::payment);
    var total = check.optional("/expectedTotal", request.expectedTotal(), MoneyBody::toMoney);
    var reference = check.optional("/reference", request.reference(), RequestedOrder::reference);
    var address = AddressValidator.read(check, request.shippingAddress());
    var labels = LabelsValidator.read(check, request.labels());
    var lines = lines(check, request.items());
    check.refuseIfInvalid();
    return new RequestedOrder(
        requireNonNull(customer),
        lines,
        requireNonNull(payment),
        total,
        address,
        reference,
        labels);
  }

  private static List<Line> lines(RequestValidator check, @Nullable List<@Nullable Item> items) {
    int count = items == null ? 0 : items.size();
    if (items == null || count < 1 || count > OrderCommand.MAX_LINES) {
      check.wrong("/items", "must have 1 to " + OrderCommand.MAX_LINES + " items, has " + count);
      return List.of();
    }
    var lines = new ArrayList<Line>(count);
    var seen = new HashSet<Sku>();
    for (int index = 0; index < count; index++) {
      var line = line(check, "/items/" + index, items.get(index), seen);
      if (line != null) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static @Nullable Line line(
      RequestValidator check, String pointer, @Nullable Item item, Set<Sku> seen) {
    if (item == null) {
      check.wrong(pointer, "is required");
      return null;
    }
    var sku = check.required(pointer + "/sku", item.sku(), Sku::new);
    if (sku != null && !seen.add(sku)) {
      check.wrong(pointer + "/sku", "is named twice; add up the quantities in one item");
    }
    var quantity = check.required(pointer + "/quantity", item.quantity(), RequestedOrder::quantity);
    var price = check.optional(pointer + "/unitPrice", item.unitPrice(), MoneyBody::toMoney);
    return sku == null || quantity == null ? null : new Line(sku, quantity, price);
  }

  private static CustomerId customer(String raw) {
    return new CustomerId(PlainText.exact(raw));
  }

  private static PaymentMethod payment(String raw) {
    return new PaymentMethod(PlainText.exact(raw));
  }

  private static Reference reference(String raw) {
    return new Reference(PlainText.exact(raw));
  }

  private static Quantity quantity(BigDecimal raw) {
    return new Quantity(Math.clamp(RequestValidator.wholeNumber(raw), 0, Integer.MAX_VALUE));
  }
}
