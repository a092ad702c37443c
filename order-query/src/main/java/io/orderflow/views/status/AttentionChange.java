package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import java.util.ArrayList;
import java.util.List;

/** An attention that was raised or cleared. */
record AttentionChange(OrderId orderId, Attentions.Raised attention, boolean raised) {

  /** The changes of one event; a reminder is no change. */
  static List<AttentionChange> between(OrderViewState before, OrderViewState after) {
    var changes = new ArrayList<AttentionChange>();
    var orderId = after.placed().orderId();
    before
        .attentions()
        .without(after.attentions())
        .forEach(gone -> changes.add(new AttentionChange(orderId, gone, false)));
    after
        .attentions()
        .without(before.attentions())
        .forEach(news -> changes.add(new AttentionChange(orderId, news, true)));
    return changes;
  }
}
