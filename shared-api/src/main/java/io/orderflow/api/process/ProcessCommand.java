package io.orderflow.api.process;

import io.orderflow.api.OrderId;
import org.axonframework.commandhandling.RoutingKey;

/**
 * What an operator has the process do about a callback that matches no order. Answered with {@link
 * CallbackOutcome}; each may be repeated.
 */
public sealed interface ProcessCommand {

  /** The id of the callback, as its list has it. */
  @RoutingKey
  String callback();

  /**
   * Tells it to this order, as if the partner had named it.
   *
   * @param note how the operator knows, 1 to 500 characters
   */
  record MatchCallback(@RoutingKey String callback, OrderId orderId, String note)
      implements ProcessCommand {}

  /**
   * Has it counted no more.
   *
   * @param note why, 1 to 500 characters
   */
  record DismissCallback(@RoutingKey String callback, String note) implements ProcessCommand {}
}
