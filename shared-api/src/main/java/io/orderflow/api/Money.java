package io.orderflow.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.regex.Pattern;

/**
 * An exact, non-negative amount in one currency, at the scale of that currency: {@code 1200.00
 * EUR}, {@code 1200 JPY}. Nothing is ever rounded; an amount with more digits than its currency has
 * is refused. At most {@value #MAX_DIGITS} digits before the point.
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

  public static final int MAX_DIGITS = 13;

  /** Far more than any amount needs; parsing a number takes the square of its length. */
  private static final int MAX_LENGTH = 40;

  private static final Pattern PLAIN = Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?");

  public Money {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("amount must not be negative");
    }
    // Checked before any rescaling: 1E+999999999 is a short text and a very long number.
    if ((long) amount.precision() - amount.scale() > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "amount must have at most " + MAX_DIGITS + " digits before the point");
    }
    int digits = currency.getDefaultFractionDigits();
    if (digits < 0) {
      throw new IllegalArgumentException(
          "currency " + currency + " has no minor unit and cannot be paid with");
    }
    if (amount.scale() > 64) {
      throw new IllegalArgumentException(
          "amount must have at most " + digits + " decimals in " + currency);
    }
    try {
      amount = amount.setScale(digits, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException tooPrecise) {
      throw new IllegalArgumentException(
          "amount must have at most " + digits + " decimals in " + currency, tooPrecise);
    }
  }

  /**
   * @param amount a plain decimal number such as {@code 1200.00}
   * @param currency an ISO 4217 code such as {@code EUR}
   * @throws IllegalArgumentException if either is malformed
   */
  public static Money of(String amount, String currency) {
    return new Money(decimal(amount), currency(currency));
  }

  /** What {@link BigDecimal} would read besides: signs, exponents, digits of other scripts. */
  private static BigDecimal decimal(String amount) {
    if (amount.length() > MAX_LENGTH || !PLAIN.matcher(amount).matches()) {
      throw new IllegalArgumentException(
          "amount must be a plain decimal number such as 12.50, without sign, exponent or leading"
              + " zeros");
    }
    return new BigDecimal(amount);
  }

  private static Currency currency(String code) {
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("currency must be an ISO 4217 code such as EUR", unknown);
    }
  }

  /** Nothing, in this currency. */
  public static Money zero(Currency currency) {
    return new Money(BigDecimal.ZERO, currency);
  }

  public boolean isZero() {
    return amount.signum() == 0;
  }

  /**
   * @throws IllegalArgumentException if the currencies differ
   */
  public Money plus(Money other) {
    requireSameCurrency(other);
    return new Money(amount.add(other.amount), currency);
  }

  public Money times(Quantity quantity) {
    return new Money(amount.multiply(BigDecimal.valueOf(quantity.value())), currency);
  }

  /**
   * @throws IllegalArgumentException if the currencies differ
   */
  @Override
  public int compareTo(Money other) {
    requireSameCurrency(other);
    return amount.compareTo(other.amount);
  }

  private void requireSameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
    }
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }
}
