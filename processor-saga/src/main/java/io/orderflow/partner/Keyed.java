package io.orderflow.partner;

import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;

/** A partner's answer that says what it is about. */
public interface Keyed {

  String key();

  String orderId();

  /**
   * @throws IllegalArgumentException if it is about something else; nothing can be concluded then
   */
  default void mustBeAbout(RequestKey asked, OrderId order) {
    if (!key().equals(asked.value())) {
      throw new IllegalArgumentException("it is about another key");
    }
    if (!orderId().equals(order.toString())) {
      throw new IllegalArgumentException("it is about another order");
    }
  }
}
