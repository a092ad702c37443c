package io.orderflow.integration.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of public events, in types of their own: a change of what is stored must not reach other
 * systems. The names here are those in the JSON; a component that is null is left out of it.
 *
 * <p>There is no personal data: no address and no payment method. References and labels are what
 * clients wrote.
 */
sealed interface PublicEventData {

  /** The order after the event. */
  OrderState order();

  record Created(
      OrderState order,
      Instant placedAt,
      Amount total,
      List<Item> items,
      Map<String, String> labels)
      implements PublicEventData {}

  /** A change of status that needs no more to be said. */
  record StatusChanged(OrderState order) implements PublicEventData {}

  /**
   * @param payment null if the order costs nothing, or an operator settled the payment
   */
  record Paid(OrderState order, @Nullable Payment payment) implements PublicEventData {}

  /**
   * @param trackingNumber null if the carrier told none
   */
  record Shipped(OrderState order, @Nullable String trackingNumber) implements PublicEventData {}

  record Cancelled(OrderState order, Cancellation cancellation) implements PublicEventData {}

  /**
   * @param labels all of them, as they are now
   */
  record LabelsChanged(OrderState order, Map<String, String> labels) implements PublicEventData {}

  record AttentionNeeded(OrderState order, Attention attention) implements PublicEventData {}

  record Declined(OrderState order) implements PublicEventData {}

  record UnexpectedCharge(OrderState order, Payment payment, String because)
      implements PublicEventData {}

  /**
   * @param expected whether it was the order's payment
   */
  record Refunded(OrderState order, Payment payment, boolean expected) implements PublicEventData {}

  /**
   * What every event says of its order.
   *
   * @param version grows with each of its events, also with those that are not public
   * @param number null for orders from before there were numbers
   */
  record OrderState(
      String id,
      long version,
      String status,
      String customerId,
      @Nullable String number,
      @Nullable String reference) {}

  /**
   * @param amount in decimal digits, with as many of them after the point as the currency has
   */
  record Amount(String amount, String currency) {}

  record Item(String sku, String name, int quantity, Amount unitPrice) {}

  record Payment(String chargeId, Amount amount) {}

  /**
   * @param by on whose behalf
   */
  record Cancellation(String reason, String by) {}

  /**
   * @param version to be named by the operator's answer
   * @param chargeId null if it is about the order's own step
   */
  record Attention(
      int version, String step, boolean undoing, String reason, @Nullable String chargeId) {}
}
