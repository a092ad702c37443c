package io.orderflow.simulator.book;

/** Nothing is decided now, or not soon enough; what was asked may or may not have been done. */
public final class LedgerUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LedgerUnavailableException(String message) {
    super(message);
  }
}
