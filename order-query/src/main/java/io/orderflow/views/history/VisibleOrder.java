package io.orderflow.views.history;

import io.orderflow.api.CustomerId;
import io.orderflow.api.OrderId;
import io.orderflow.api.Scopes;
import io.orderflow.api.order.OrderEvent.OrderCreated;
import io.orderflow.web.problem.ProblemException;
import io.orderflow.web.security.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The order a caller asks for, if the caller may see it.
 *
 * @param customer whose order it must be; null for any
 */
public record VisibleOrder(OrderId orderId, @Nullable CustomerId customer) {

  /**
   * @throws ProblemException if the id is malformed, like an unknown one
   */
  public static VisibleOrder of(String id, Caller caller) {
    return new VisibleOrder(parse(id), customerOf(caller));
  }

  /** The customer whose orders the caller may see; null for any. */
  public static @Nullable CustomerId customerOf(Caller caller) {
    return caller.hasOneOf(Scopes.OPERATE, Scopes.WRITE_ANY) ? null : caller.customer();
  }

  public boolean isOf(CustomerId owner) {
    return customer == null || customer.equals(owner);
  }

  boolean begins(RecordedEvent first) {
    return customer == null
        || (first.payload() instanceof OrderCreated created
            && created.customerId().equals(customer));
  }

  public static ProblemException notFound() {
    return ProblemException.of(
        HistoryProblemCode.ORDER_NOT_FOUND, "There is no order with this id.");
  }

  private static OrderId parse(String id) {
    try {
      return OrderId.parse(id);
    } catch (IllegalArgumentException malformed) {
      throw notFound();
    }
  }
}
