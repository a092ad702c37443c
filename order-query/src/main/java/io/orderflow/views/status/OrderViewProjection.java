package io.orderflow.views.status;

import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.processors.ClaimScopedCaches;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

/** Folds the orders' events into their rows, in the transaction that also moves the token on. */
@Component
@ProcessingGroup(OrderViewProjection.NAME)
class OrderViewProjection {

  static final String NAME = "order-views";

  private final OrderRowStore rows;
  private final ClaimScopedCaches claims;
  private final VersionWaiters versionWaiters;
  private final AttentionMeter attentions;

  OrderViewProjection(
      OrderRowStore rows,
      ClaimScopedCaches claims,
      VersionWaiters versionWaiters,
      AttentionMeter attentions) {
    this.rows = rows;
    this.claims = claims;
    this.versionWaiters = versionWaiters;
    this.attentions = attentions;
  }

  @EventHandler
  void on(OrderEvent event, @SequenceNumber long sequence, @Timestamp Instant at) {
    batch().add(event, sequence, at);
  }

  /** A replay must write to the shadow table: the rows that are read have these events already. */
  @ResetHandler
  void reset() {
    if (rows.written() == rows) {
      throw new IllegalStateException(
          "Nothing was prepared to be built anew; POST /api/v1/admin/processors/order-views/replays");
    }
  }

  /**
   * One batch for all events of the unit of work. Its rows are written on commit: Axon runs that
   * after every message of the batch was handled and before the transaction's own commit. Asked for
   * any later, in the phase that prepares the commit, it would run after this message only and lose
   * the rest.
   *
   * <p>Where the table to write has to be asked for, that is before anything is locked, the token
   * included; the start and the end of a replay lock in the same order.
   */
  private OrderEventBatch batch() {
    UnitOfWork<?> all = CurrentUnitOfWork.get().root();
    return all.getOrComputeResource(
        NAME,
        _ -> {
          var batch = new OrderEventBatch();
          var segment = claims.of(NAME, all).knowledge(SegmentView.class, SegmentView::new);
          var written = segment.written(rows);
          all.onCommit(_ -> batch.writeTo(written, segment));
          all.afterCommit(_ -> segment.committed(batch.states()));
          if (written == rows) {
            all.afterCommit(_ -> announce(batch));
          }
          return batch;
        });
  }

  private void announce(OrderEventBatch batch) {
    versionWaiters.announce(batch.versions());
    batch.attentionChanges().forEach(attentions::tell);
  }
}
