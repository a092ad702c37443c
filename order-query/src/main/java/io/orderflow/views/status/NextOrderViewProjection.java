package io.orderflow.views.status;

import io.orderflow.engine.processors.ClaimScopedCaches;
import org.axonframework.config.ProcessingGroup;
import org.springframework.stereotype.Component;

/** Builds the rows of a replay, beside those that are read, and wakes no reader. */
@Component
@ProcessingGroup("order-views-next")
class NextOrderViewProjection extends OrderRowProjection {

  NextOrderViewProjection(OrderRowStore rows, ClaimScopedCaches claims) {
    super("order-views-next", rows.next(), claims);
  }
}
