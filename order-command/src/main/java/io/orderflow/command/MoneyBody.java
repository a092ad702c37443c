package io.orderflow.command;

import io.orderflow.api.Money;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Money as clients write and read it: {@code {"amount":"1200.00","currency":"EUR"}}. */
public record MoneyBody(@Nullable String amount, @Nullable String currency) {

  public static MoneyBody of(Money money) {
    return new MoneyBody(money.amount().toPlainString(), money.currency().getCurrencyCode());
  }

  /**
   * The amount has at most the decimals of its currency, as it is written: {@link Money} passes
   * over zeros beyond them, as it must for partners' reports, but then two spellings of one request
   * would be two requests under one key.
   *
   * @throws IllegalArgumentException with a sentence fit for a client
   */
  public Money toMoney() {
    if (amount == null || currency == null) {
      throw new IllegalArgumentException("must have an amount and a currency");
    }
    requireCurrency(currency);
    var money = Money.of(amount, currency);
    int digits = money.amount().scale();
    if (new BigDecimal(amount).scale() > digits) {
      throw new IllegalArgumentException(
          "amount must have at most " + digits + " decimals in " + currency);
    }
    return money;
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
