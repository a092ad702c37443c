package io.orderflow.simulator.notification;

import io.orderflow.simulator.ledger.LedgerThread;
import io.orderflow.simulator.partner.IdsAndClock;
import io.orderflow.simulator.wire.JsonExchange;
import io.orderflow.simulator.wire.RouteProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The endpoint of the notification service. */
@Configuration(proxyBeanMethods = false)
public class NotificationRoutes {

  @Bean
  RouteProvider notificationPaths(LedgerThread ledgerThread, IdsAndClock ids, JsonExchange http) {
    NotificationBehavior behavior = new NotificationBehavior(ledgerThread, ids);
    return routes ->
        routes.POST(
            "/notifications",
            request -> {
              String key = http.key(request);
              return http.answer(
                  behavior.accept(key, http.body(request, NotificationRequest.class).terms()));
            });
  }
}
