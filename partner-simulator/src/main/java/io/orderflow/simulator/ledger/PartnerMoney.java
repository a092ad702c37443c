package io.orderflow.simulator.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An exact amount, always with its currency's own number of decimals. */
public record PartnerMoney(String amount, String currency) {

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,13}(\\.[0-9]{1,4})?");

  public PartnerMoney {
    amount = atScale(amount, digitsOf(currency));
  }

  private static int digitsOf(@Nullable String currency) {
    try {
      int digits =
          currency == null ? -1 : Currency.getInstance(currency).getDefaultFractionDigits();
      if (digits >= 0) {
        return digits;
      }
    } catch (IllegalArgumentException unknown) {
      // Answered below, together with the missing and the unusable ones.
    }
    throw new IllegalArgumentException("currency must be an ISO 4217 code such as EUR");
  }

  private static String atScale(@Nullable String amount, int digits) {
    if (amount == null || !DECIMAL.matcher(amount).matches()) {
      throw new IllegalArgumentException("amount must be a decimal string such as \"1200.00\"");
    }
    try {
      return new BigDecimal(amount).setScale(digits, RoundingMode.UNNECESSARY).toPlainString();
    } catch (ArithmeticException tooPrecise) {
      throw new IllegalArgumentException(
          "amount must have at most " + digits + " decimals in its currency", tooPrecise);
    }
  }
}
