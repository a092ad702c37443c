package io.orderflow.process;

import io.orderflow.engine.EngineModule;
import io.orderflow.web.WebModule;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The process: the fulfilment of orders, refunds of what nobody asked for, the partners, the
 * callbacks they answer with, and what operators do about a step.
 */
@Configuration(proxyBeanMethods = false)
@Import({EngineModule.class, WebModule.class})
@ComponentScan({
  "io.orderflow.fulfillment",
  "io.orderflow.refund",
  "io.orderflow.partner",
  "io.orderflow.callback",
  "io.orderflow.operations",
  "io.orderflow.process.backlog"
})
public class ProcessorSagaModule {}
