package io.orderflow.inbox;

import io.orderflow.api.OrderId;
import io.orderflow.api.RequestKey;
import io.orderflow.api.Step;
import io.orderflow.api.order.OrderCommand;
import io.orderflow.partner.PartnerJson;

/** What a partner tells us about one of its requests. Members are read as they came. */
public sealed interface Notice permits PaymentNotice, ShipmentNotice {

  int MAX_EVENT_ID = 64;

  String eventId();

  String orderId();

  String key();

  /**
   * What it means to the order.
   *
   * @throws IllegalArgumentException with a sentence for the partner, if a member is malformed
   */
  Interpretation interpret();

  /** Whether a partner may say this by a callback over HTTP. */
  default boolean isCallback() {
    return true;
  }

  default OrderId order() {
    return OrderId.parse(orderId());
  }

  default RequestKey requestKey() {
    return new RequestKey(PartnerJson.name("key", key(), RequestKey.MAX_LENGTH));
  }

  /** The command, if the notice is about the one key the order uses for this step. */
  default Interpretation ifOwnKey(Step step, OrderCommand command) {
    return ifOwnKey(step, new Interpretation.Command(command));
  }

  default Interpretation ifOwnKey(Step step, Interpretation meaning) {
    return requestKey().equals(RequestKey.ofStep(order(), step, 1))
        ? meaning
        : new Interpretation.Unusable(
            requestKey().isOfAnotherOrderThan(order())
                ? UnmatchedReason.KEY_OF_ANOTHER_ORDER
                : UnmatchedReason.KEY_NEVER_USED,
            "its key was never used for " + step + " of this order");
  }

  /**
   * Whether the order would hear the same: white space, the order of members, ones that nobody
   * knows and the notation of an amount do not matter.
   */
  default boolean saysTheSameAs(Notice other) {
    return equals(other)
        || (interpret() instanceof Interpretation.Command ours && ours.equals(other.interpret()));
  }

  /**
   * The notice, all of it well-formed.
   *
   * @throws IllegalArgumentException with a sentence for the partner
   */
  default Notice checked() {
    PartnerJson.name("eventId", eventId(), MAX_EVENT_ID);
    interpret();
    return this;
  }
}
