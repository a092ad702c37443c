package io.orderflow.views.status;

import io.orderflow.api.CustomerId;
import io.orderflow.api.order.OrderQuery;
import io.orderflow.api.order.OrderStatusView;
import io.orderflow.api.order.OrderView;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers what is asked about one order. */
@Component
class OrderQueryHandler {

  private final OrderReader reader;
  private final OrderRowMapper format;

  OrderQueryHandler(OrderReader reader, OrderRowMapper format) {
    this.reader = reader;
    this.format = format;
  }

  @QueryHandler
  Optional<OrderView> on(OrderQuery.FindOrder query) {
    return reader
        .findByOrderId(query.orderId().value(), StoredOrder.class)
        .filter(row -> isOf(query.customerId(), row.customerId()))
        .map(row -> format.read(row.state()).view());
  }

  @QueryHandler
  Optional<OrderStatusView> on(OrderQuery.FindOrderStatus query) {
    return reader
        .findByOrderId(query.orderId().value(), StoredStatus.class)
        .filter(row -> isOf(query.customerId(), row.customerId()))
        .map(StoredStatus::view);
  }

  private static boolean isOf(@Nullable CustomerId asked, String customer) {
    return asked == null || asked.value().equals(customer);
  }
}
