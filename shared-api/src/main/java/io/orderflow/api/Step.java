package io.orderflow.api;

import java.util.Optional;

/**
 * The five steps of an order's fulfilment, in their order. Delivery is only awaited, never asked
 * for.
 */
public enum Step {
  STOCK,
  PAYMENT,
  PROCESSING,
  SHIPPING,
  DELIVERY;

  /** The step that follows; empty after the last. */
  public Optional<Step> next() {
    return switch (this) {
      case STOCK -> Optional.of(PAYMENT);
      case PAYMENT -> Optional.of(PROCESSING);
      case PROCESSING -> Optional.of(SHIPPING);
      case SHIPPING -> Optional.of(DELIVERY);
      case DELIVERY -> Optional.empty();
    };
  }
}
