package io.orderflow.partner;

import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;

/** A partner's answer that names its key and order. */
public interface KeyedResponse {

  String key();

  String orderId();

  /**
   * @throws IllegalArgumentException if it is about another request, which makes it no answer
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
