package io.orderflow.views.status;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.processors.ClaimScopedCaches;
import java.time.Instant;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Folds the orders' events into their rows, in the transaction that also moves the token on. */
abstract class OrderRowProjection {

  private final String name;
  private final OrderRowStore rows;
  private final ClaimScopedCaches claims;

  /**
   * @param name of its processor
   */
  OrderRowProjection(String name, OrderRowStore rows, ClaimScopedCaches claims) {
    this.name = name;
    this.rows = rows;
    this.claims = claims;
  }

  @EventHandler
  void on(OrderEvent event, @SequenceNumber long sequence, @Timestamp Instant at) {
    batch().add(event, sequence, at);
  }

  /** Readers would miss all orders until the end, or the rows have these events already. */
  @ResetHandler
  void reset() {
    throw new IllegalStateException(
        "Rows are rebuilt by POST /api/v1/admin/processors/order-views/replays, not by a reset");
  }

  /** Called after the commit of a batch. */
  void committed(OrderEventBatch batch) {}

  /**
   * One batch for all events of the unit of work. Its rows are written on commit: Axon runs that
   * after every message of the batch was handled and before the transaction's own commit. Asked for
   * any later, in the phase that prepares the commit, it would run after this message only and lose
   * the rest.
   */
  private OrderEventBatch batch() {
    UnitOfWork<?> all = CurrentUnitOfWork.get().root();
    return all.getOrComputeResource(
        name,
        _ -> {
          var batch = new OrderEventBatch();
          var segment = claims.of(name, all).computeIfAbsent(SegmentView.class, SegmentView::new);
          all.onCommit(_ -> batch.writeTo(rows, segment));
          all.afterCommit(
              _ -> {
                segment.committed(batch.states());
                committed(batch);
              });
          return batch;
        });
  }
}
