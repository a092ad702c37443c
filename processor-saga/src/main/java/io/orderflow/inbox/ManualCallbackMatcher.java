package io.orderflow.inbox;

import io.orderflow.api.OrderId;
import io.orderflow.engine.origin.Origin;
import io.orderflow.inbox.UnmatchedCallback.Settlement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Tells a callback that matches no order to the order that an operator names, exactly as if the
 * partner had named it. So an operator can correct whom it is about, and nothing else: a request
 * key of another order is still refused, and so is what the order itself refuses.
 */
@Component
public class ManualCallbackMatcher {

  private final UnmatchedCallbacks callbacks;
  private final InboxDispatcher dispatcher;

  ManualCallbackMatcher(UnmatchedCallbacks callbacks, InboxDispatcher dispatcher) {
    this.callbacks = callbacks;
    this.dispatcher = dispatcher;
  }

  /**
   * May be repeated: an order absorbs what it was told before.
   *
   * @param note why it is about this order
   * @param origin of the operator's request
   */
  public MatchOutcome match(
      CallbackSource partner, String eventId, OrderId order, String note, Origin origin) {
    var found = callbacks.find(partner, eventId).orElse(null);
    if (found == null) {
      return new MatchOutcome.NotThere();
    }
    if (found.settlement() != null) {
      return callbacks.outcome(partner, eventId, order, true);
    }
    var notice = found.notice();
    return notice == null
        ? new MatchOutcome.Refused("this version cannot read it")
        : tell(found, notice.about(order), new Settlement(order, origin.actor(), note), origin);
  }

  private MatchOutcome tell(
      UnmatchedCallback callback, Notice notice, Settlement settlement, Origin origin) {
    return switch (meaning(notice)) {
      case InterpretedNotice.Command(var command) ->
          switch (dispatcher.send(command, byHand(origin, callback.eventId()))) {
            case DispatchResult.Done() -> settled(callback, settlement);
            case DispatchResult.Rejected(_, var why) -> new MatchOutcome.Refused(why);
            case DispatchResult.Failed(var error, _) -> new MatchOutcome.Unknown(error);
          };
      case InterpretedNotice.Unusable(_, var why) -> new MatchOutcome.Refused(why);
      case InterpretedNotice.Irrelevant() ->
          new MatchOutcome.Refused("it says nothing that an order could be told");
      case null -> new MatchOutcome.Refused("it is malformed");
    };
  }

  private MatchOutcome settled(UnmatchedCallback callback, Settlement settlement) {
    boolean first = callbacks.settle(callback.partner(), callback.eventId(), settlement);
    return callbacks.outcome(callback.partner(), callback.eventId(), settlement.order(), !first);
  }

  private static @Nullable InterpretedNotice meaning(Notice notice) {
    try {
      return notice.interpret();
    } catch (JacksonException | IllegalArgumentException malformed) {
      return null;
    }
  }

  /** The events name the operator, and the callback that they come from. */
  private static Origin byHand(Origin request, String eventId) {
    return new Origin(Origin.Cause.CALLBACK, request.actor(), request.correlationId(), eventId);
  }
}
