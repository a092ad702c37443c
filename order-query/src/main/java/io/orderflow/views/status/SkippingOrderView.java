package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.engine.deadletter.DeadLetter;
import io.orderflow.engine.deadletter.EventSkipper;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets the rows of orders do without events, and says so in the row. */
@Component
final class SkippingOrderView implements EventSkipper {

  private final OrderRowStore rows;

  SkippingOrderView(OrderRowStore rows) {
    this.rows = rows;
  }

  @Override
  public boolean isOf(String processor) {
    return processor.equals(OrderViewProjection.NAME);
  }

  /** Without a row later events would have nothing to be folded into. */
  @Override
  public boolean skip(DeadLetter letter, String note) {
    var orderId = OrderId.parse(letter.aggregateId());
    var row = rows.load(List.of(orderId)).get(orderId);
    if (row == null) {
      return false;
    }
    if (row.version() < letter.lastSequence()) {
      var omission = new DiscardedEvents(letter.firstSequence(), letter.lastSequence(), note);
      rows.save(List.of(row.omitting(omission)));
    }
    return true;
  }

  @Override
  public String whyNot() {
    return "the view shows nothing of this order yet; only a replay can build it";
  }
}
