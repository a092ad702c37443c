package io.orderflow.engine.messaging;

import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.queryhandling.QueryBus;
import org.axonframework.queryhandling.QueryBusSpanFactory;
import org.axonframework.queryhandling.QueryUpdateEmitter;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How queries reach their handlers. */
@Configuration(proxyBeanMethods = false)
public class QueryConfiguration {

  /**
   * Without Axon's transaction around every query: a handler reads by single statements, or from
   * memory and then needs no connection at all.
   */
  @Bean
  @Qualifier("localSegment")
  SimpleQueryBus queryBus(org.axonframework.config.Configuration axon) {
    var bus =
        SimpleQueryBus.builder()
            .messageMonitor(axon.messageMonitor(QueryBus.class, "queryBus"))
            .queryUpdateEmitter(axon.getComponent(QueryUpdateEmitter.class))
            .spanFactory(axon.getComponent(QueryBusSpanFactory.class))
            .build();
    bus.registerHandlerInterceptor(
        new CorrelationDataInterceptor<>(axon.correlationDataProviders()));
    return bus;
  }
}
