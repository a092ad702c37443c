package io.orderflow.command;

import io.orderflow.api.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Money as clients write and read it: {@code {"amount":"1200.00","currency":"EUR"}}. */
public record MoneyBody(@Nullable String amount, @Nullable String currency) {

  public static MoneyBody of(Money money) {
    return new MoneyBody(money.amount().toPlainString(), money.currency().getCurrencyCode());
  }

  /**
   * @throws IllegalArgumentException with a sentence fit for a client
   */
  public Money toMoney() {
    if (amount == null || currency == null) {
      throw new IllegalArgumentException("must have an amount and a currency");
    }
    requireCurrency(currency);
    return Money.of(amount, currency);
  }

  private static void requireCurrency(String code) {
    try {
      Currency.getInstance(code);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "currency must be an ISO 4217 code such as EUR", unknown); // the JDK gives no sentence
    }
  }
}
