package io.orderflow.api;

/**
 * The idempotency key a partner is asked with. Whatever is asked twice under one key happens at
 * most once; a new key is only ever made after a partner's definitive no. At most {@value
 * #MAX_LENGTH} characters.
 */
public record RequestKey(String value) {

  public static final int MAX_LENGTH = 200;

  private static final String OF_ORDER = "order:";

  public RequestKey {
    Text.require("key", value, MAX_LENGTH);
  }

  /**
   * The key of a step's request, and of its undo.
   *
   * @param requestNo counts from 1, and only grows after a definitive no
   */
  public static RequestKey ofStep(OrderId orderId, Step step, int requestNo) {
    return new RequestKey(OF_ORDER + orderId + ":" + step + ":" + requestNo);
  }

  /**
   * The key of a refund; every refund of the charge uses the same one, so it is refunded once.
   *
   * @param requestNo counts from 1, and only grows after a definitive no
   */
  public static RequestKey ofRefund(ChargeId chargeId, int requestNo) {
    return new RequestKey("refund:" + chargeId + ":" + requestNo);
  }

  /** Whether some other order has asked, or would ask, a partner with this key. */
  public boolean isOfAnotherOrderThan(OrderId orderId) {
    return value.startsWith(OF_ORDER) && !value.startsWith(OF_ORDER + orderId + ":");
  }

  @Override
  public String toString() {
    return value;
  }
}
