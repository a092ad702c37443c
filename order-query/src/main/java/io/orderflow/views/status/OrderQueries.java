package io.orderflow.views.status;

import io.orderflow.api.order.OrderQuery;
import io.orderflow.api.order.OrderStatusView;
import io.orderflow.api.order.OrderView;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers what is asked about one order. */
@Component
class OrderQueries {

  private final OrderReader reader;
  private final RowFormat format;

  OrderQueries(OrderReader reader, RowFormat format) {
    this.reader = reader;
    this.format = format;
  }

  @QueryHandler
  Optional<OrderView> on(OrderQuery.FindOrder query) {
    return reader
        .findByOrderId(query.orderId().value(), StoredOrder.class)
        .map(row -> format.read(row).view());
  }

  @QueryHandler
  Optional<OrderStatusView> on(OrderQuery.FindOrderStatus query) {
    return reader
        .findByOrderId(query.orderId().value(), StoredStatus.class)
        .map(StoredStatus::view);
  }
}
