package io.orderflow.views.status;

import io.orderflow.engine.processors.ClaimScopedCaches;
import org.axonframework.config.ProcessingGroup;
import org.springframework.stereotype.Component;

/** Keeps the rows that are read, and tells readers and operators what has come. */
@Component
@ProcessingGroup(OrderViewProjection.NAME)
class OrderViewProjection extends OrderRowProjection {

  static final String NAME = "order-views";

  private final VersionWaiters versionWaiters;
  private final AttentionReporter attentions;
  private final OrderCounters counters;

  OrderViewProjection(
      OrderRowStore rows,
      ClaimScopedCaches claims,
      VersionWaiters versionWaiters,
      AttentionReporter attentions,
      OrderCounters counters) {
    super(NAME, rows, claims);
    this.versionWaiters = versionWaiters;
    this.attentions = attentions;
    this.counters = counters;
  }

  @Override
  void committed(OrderEventBatch batch) {
    versionWaiters.announce(batch.versions());
    batch.attentionChanges().forEach(attentions::tell);
    counters.count(batch);
  }
}
