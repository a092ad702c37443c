package io.orderflow.api.catalog;

/** The catalog's answer to a {@link StockCommand}. */
public sealed interface StockOutcome {

  record Reserved() implements StockOutcome {}

  /**
   * A definitive no, repeated for the same order ever after.
   *
   * @param detail which product is short, as a sentence
   */
  record Refused(String detail) implements StockOutcome {}

  record Released() implements StockOutcome {}
}
