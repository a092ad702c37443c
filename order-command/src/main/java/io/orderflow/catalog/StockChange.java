package io.orderflow.catalog;

import static java.util.Objects.requireNonNull;

import io.orderflow.web.request.RequestValidator;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A change of the stock that no order makes.
 *
 * @param delta pieces added; negative for pieces removed
 */
record StockChange(@Nullable BigDecimal delta) {

  long checkedDelta() {
    var check = new RequestValidator();
    var pieces = check.required("/delta", delta, StockChange::inRange);
    check.refuseIfInvalid();
    return requireNonNull(pieces);
  }

  private static long inRange(BigDecimal raw) {
    long pieces = RequestValidator.wholeNumber(raw);
    if (pieces < -Product.MAX_STOCK || pieces > Product.MAX_STOCK) {
      throw new IllegalArgumentException(
          "delta must be between -" + Product.MAX_STOCK + " and " + Product.MAX_STOCK);
    }
    return pieces;
  }
}
