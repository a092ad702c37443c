package io.orderflow.views.timeline;

import io.orderflow.api.ChargeId;
import io.orderflow.api.Money;
import io.orderflow.api.OrderId;
import io.orderflow.api.names.MessageNames;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.origin.Origin;
import io.orderflow.views.history.RecordedEvent;
import io.orderflow.views.timeline.TimelineEntry.Actor;
import io.orderflow.views.timeline.TimelineEntry.ActorKind;
import io.orderflow.views.timeline.TimelineEntry.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells an order's events one after the other. Pure; one for each page, since the amount of a
 * refund is known from its charge.
 */
public final class TimelineReader {

  private static final Map<Class<?>, String> NAMES = MessageNames.all();
  private static final String PREFIX = "order.";

  private final Map<ChargeId, Money> charges = new HashMap<>();

  /**
   * @param after the sequence number before the page's first
   * @param limit the most entries of the page
   */
  public Timeline read(OrderId orderId, Iterator<RecordedEvent> events, long after, int limit) {
    List<TimelineEntry> page = new ArrayList<>();
    long version = -1;
    while (events.hasNext()) {
      var event = events.next();
      var entry = entry(event);
      version = event.sequence();
      if (version > after && page.size() < limit) {
        page.add(entry);
      }
    }
    boolean more = !page.isEmpty() && page.getLast().sequence() < version;
    return new Timeline(orderId, version, page, more ? page.getLast().sequence() : null, null);
  }

  private TimelineEntry entry(RecordedEvent recorded) {
    var cause = recorded.origin().map(Cause::of).orElse(null);
    if (!(recorded.payload() instanceof OrderEvent event)) {
      return unreadable(recorded, cause);
    }
    var details = FactDetails.of(event);
    return new TimelineEntry(
        recorded.sequence(),
        recorded.at(),
        type(event),
        FactSentence.of(event),
        actor(details.actor(), recorded.origin().orElse(null)),
        cause,
        details.step(),
        details.attempt(),
        details.chargeId(),
        amount(details),
        details.note());
  }

  /** An operator's request may record what otherwise a partner reports. */
  private static Actor actor(ActorKind rule, @Nullable Origin origin) {
    boolean byHand =
        rule == ActorKind.PARTNER && origin != null && origin.cause() == Origin.Cause.REQUEST;
    var kind = byHand ? ActorKind.OPERATOR : rule;
    return new Actor(kind, kind == ActorKind.OPERATOR && origin != null ? origin.actor() : null);
  }

  private @Nullable Money amount(FactDetails details) {
    if (details.chargeId() == null) {
      return details.amount();
    }
    if (details.amount() != null) {
      charges.put(details.chargeId(), details.amount());
    }
    return charges.get(details.chargeId());
  }

  private static String type(OrderEvent event) {
    return Objects.requireNonNull(NAMES.get(event.getClass())).substring(PREFIX.length());
  }

  private static TimelineEntry unreadable(RecordedEvent recorded, @Nullable Cause cause) {
    return new TimelineEntry(
        recorded.sequence(),
        recorded.at(),
        "unreadable",
        "This version of orderflow cannot read what happened.",
        new Actor(ActorKind.SYSTEM, null),
        cause,
        null,
        null,
        null,
        null,
        null);
  }
}
