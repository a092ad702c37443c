package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.NotificationList;
import io.orderflow.api.order.OrderQuery.FindNotifications;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.queryhandling.QueryHandler;

/** Answers as the process does that has sent no notifications yet, but for those a test tells. */
class NotificationAnswers {

  private final Map<OrderId, NotificationList> sent = new ConcurrentHashMap<>();
  private volatile boolean failing;

  void tell(OrderId order, NotificationList.Item... items) {
    sent.put(order, new NotificationList(List.of(items)));
  }

  void fail(boolean now) {
    failing = now;
  }

  @QueryHandler
  Optional<NotificationList> find(FindNotifications query) {
    if (failing) {
      throw new IllegalStateException("it is planted");
    }
    return Optional.of(sent.getOrDefault(query.orderId(), new NotificationList(List.of())));
  }
}
