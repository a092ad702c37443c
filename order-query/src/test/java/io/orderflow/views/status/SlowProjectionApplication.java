package io.orderflow.views.status;

import io.orderflow.api.OrderId;
import io.orderflow.api.order.OrderEvent;
import io.orderflow.engine.processors.EventProcessorDefinition;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.dao.QueryTimeoutException;

/**
 * This module with a brake on its projection and on that of replays, and with a processor that has
 * effects elsewhere.
 */
class SlowProjectionApplication extends OrderQueryApplication {

  /** The setting of an order that replays of a process cannot get past, from its start on. */
  static final String HOLD_REPLAY_AT = "test.hold-replay-at";

  @Bean
  Brake brake(Environment environment) {
    var brake = new Brake();
    var held = environment.getProperty(HOLD_REPLAY_AT);
    if (held != null) {
      brake.holdReplayAt.add(OrderId.parse(held));
    }
    return brake;
  }

  @Bean
  ConfigurerModule braking(Brake brake) {
    return axon ->
        axon.eventProcessing()
            .registerHandlerInterceptor(OrderViewProjection.NAME, _ -> holding(brake.holdAt))
            .registerHandlerInterceptor("order-views-next", _ -> holding(brake.holdReplayAt));
  }

  private static MessageHandlerInterceptor<EventMessage<?>> holding(Set<OrderId> held) {
    return (unitOfWork, chain) -> {
      if (unitOfWork.getMessage() instanceof DomainEventMessage<?> event
          && held.stream()
              .anyMatch(order -> order.toString().equals(event.getAggregateIdentifier()))) {
        throw new QueryTimeoutException("held");
      }
      return chain.proceed();
    };
  }

  @Bean
  EventProcessorDefinition letters() {
    return new EventProcessorDefinition("letters-to-customers", "views", 1, 50, false);
  }

  @Bean
  Letters lettersToCustomers() {
    return new Letters();
  }

  static final class Brake {
    final Set<OrderId> holdAt = new CopyOnWriteArraySet<>();
    final Set<OrderId> holdReplayAt = new CopyOnWriteArraySet<>();
  }

  /** Something that must not happen twice. */
  @ProcessingGroup("letters-to-customers")
  static final class Letters {
    @EventHandler
    void on(OrderEvent.OrderCreated event) {
      Objects.requireNonNull(event.orderId());
    }
  }
}
