package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import java.util.ArrayList;
import java.util.List;

/** Something a person must look at, or need not look at any more. */
record AttentionChange(OrderId orderId, Attentions.Raised attention, boolean raised) {

  /** What one event has changed; a reminder of what stands changes nothing. */
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
