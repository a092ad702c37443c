package io.orderflow.inbox;

import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.partner.PartnerJson;

/** A partner's report about a request. Members are as received. */
public sealed interface Notice permits PaymentNotice, ShipmentNotice {

  int MAX_EVENT_ID = 64;

  String eventId();

  String orderId();

  String key();

  /**
   * The meaning for the order.
   *
   * @throws IllegalArgumentException with a sentence for the partner, if a member is malformed
   */
  InterpretedNotice interpret();

  /** The same about another order. */
  Notice about(OrderId order);

  /** Whether this type may come as a callback over HTTP. */
  default boolean isCallback() {
    return true;
  }

  default OrderId order() {
    return OrderId.parse(orderId());
  }

  default RequestKey requestKey() {
    return new RequestKey(PartnerJson.name("key", key(), RequestKey.MAX_LENGTH));
  }

  /** The command, if the notice is about the order's key for this step. */
  default InterpretedNotice ifOwnKey(Step step, OrderCommand command) {
    return ifOwnKey(step, new InterpretedNotice.Command(command));
  }

  default InterpretedNotice ifOwnKey(Step step, InterpretedNotice meaning) {
    return requestKey().equals(RequestKey.ofStep(order(), step, 1))
        ? meaning
        : new InterpretedNotice.Unusable(
            requestKey().isOfAnotherOrderThan(order())
                ? UnmatchedReason.KEY_OF_ANOTHER_ORDER
                : UnmatchedReason.KEY_NEVER_USED,
            "its key was never used for " + step + " of this order");
  }

  /**
   * Whether it has the same meaning: white space, the order of members, unknown members and the
   * notation of an amount do not matter.
   */
  default boolean saysTheSameAs(Notice other) {
    return equals(other)
        || (interpret() instanceof InterpretedNotice.Command ours
            && ours.equals(other.interpret()));
  }

  /**
   * This notice, validated.
   *
   * @throws IllegalArgumentException with a sentence for the partner
   */
  default Notice checked() {
    PartnerJson.name("eventId", eventId(), MAX_EVENT_ID);
    interpret();
    return this;
  }
}
