package io.orderflow.catalog;

import static java.util.Objects.requireNonNull;

import io.orderflow.catalog.Catalog.Description;
import io.orderflow.command.MoneyBody;
import io.orderflow.web.request.PlainText;
import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A product as clients write it.
 *
 * @param stock what can be sold from now on, beside what is reserved; left out, it stays as it is
 */
record ProductRequest(
    @Nullable String name,
    @Nullable String description,
    @Nullable MoneyBody unitPrice,
    @Nullable BigDecimal stock) {

  Checked check() {
    var check = new RequestValidator();
    var checkedName = check.required("/name", name, PlainText.line(Product.MAX_NAME));
    var text =
        check.optional("/description", description, PlainText.lines(Product.MAX_DESCRIPTION));
    var price = check.required("/unitPrice", unitPrice, MoneyBody::toMoney);
    var pieces =
        check.optional(
            "/stock", stock, raw -> Product.requireStock(RequestValidator.wholeNumber(raw)));
    check.refuseIfInvalid();
    return new Checked(
        new Description(requireNonNull(checkedName), text, requireNonNull(price)), pieces);
  }

  /** The request, found good. */
  record Checked(Description description, @Nullable Long stock) {}
}
