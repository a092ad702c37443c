package io.orderflow.simulator.ledger;

/** The ledger cannot decide now; the request may or may not have taken effect. */
public final class LedgerUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LedgerUnavailableException(String message) {
    super(message);
  }
}
