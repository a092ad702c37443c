package io.orderflow.process;

import io.orderflow.engine.EngineModule;
import io.orderflow.web.WebModule;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Fulfillment and refunds, the partners with their callbacks, and the operators' endpoints. */
@Configuration(proxyBeanMethods = false)
@Import({EngineModule.class, WebModule.class})
@ComponentScan({
  "io.orderflow.fulfillment",
  "io.orderflow.unexpectedpayment",
  "io.orderflow.partner",
  "io.orderflow.callback",
  "io.orderflow.operations",
  "io.orderflow.process.backlog"
})
public class ProcessorSagaModule {}
