package io.orderflow.views.status;

import io.orderflow.api.Money;
import io.orderflow.api.order.OrderView.Payments;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sums up an order's charges. A charge in another currency than the order's is listed and in no
 * sum; a sum with more digits than {@link Money} has is shown as the highest amount there is.
 */
final class PaymentsAssembler {

  private final Currency currency;
  private final List<TakenCharge> taken;

  private PaymentsAssembler(Currency currency, List<TakenCharge> taken) {
    this.currency = currency;
    this.taken = taken;
  }

  /** Null where the amounts are not known. */
  static @Nullable Payments of(OrderViewState order) {
    var charges = order.payment().charges();
    if (charges.taken() == null) {
      return null;
    }
    var summary = new PaymentsAssembler(order.placed().total().currency(), charges.taken());
    return new Payments(
        summary.sum(_ -> true),
        summary.sum(TakenCharge::isRefunded),
        summary.sum(charge -> !charge.isRefunded()),
        summary.sum(charges::isOwed),
        charges.taken().stream()
            .map(charge -> charge.view(order.attentions().about(charge)))
            .toList());
  }

  private Money sum(Predicate<TakenCharge> counted) {
    var sum =
        taken.stream()
            .filter(counted)
            .map(TakenCharge::amount)
            .filter(amount -> amount.currency().equals(currency))
            .map(Money::amount)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Money(sum.min(highest()), currency);
  }

  private BigDecimal highest() {
    int digits = currency.getDefaultFractionDigits();
    return BigDecimal.TEN
        .pow(Money.MAX_DIGITS)
        .subtract(BigDecimal.ONE.movePointLeft(digits))
        .setScale(digits, RoundingMode.UNNECESSARY);
  }
}
