package io.orderflow.integration.notification;

import io.orderflow.api.order.NotificationList;
import io.orderflow.api.order.OrderQuery.FindNotifications;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Answers the timeline's query. It is there also where no notifications are sent, so that the one
 * who asks can tell that from a service that does not answer.
 */
@Component
class NotificationQueryHandler {

  private final ObjectProvider<NotificationTable> table;

  NotificationQueryHandler(ObjectProvider<NotificationTable> table) {
    this.table = table;
  }

  @QueryHandler
  Optional<NotificationList> find(FindNotifications query) {
    return Optional.ofNullable(table.getIfAvailable()).map(stored -> stored.of(query.orderId()));
  }
}
