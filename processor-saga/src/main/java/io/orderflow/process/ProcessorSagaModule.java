package io.orderflow.process;

import io.orderflow.engine.EngineModule;
import io.orderflow.web.WebModule;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Fulfillment and refunds, the partners with their callbacks, the publishers, and the operators'
 * endpoints.
 */
@Configuration(proxyBeanMethods = false)
@Import({EngineModule.class, WebModule.class})
@ComponentScan({
  "io.orderflow.fulfillment",
  "io.orderflow.unexpectedpayment",
  "io.orderflow.partner",
  "io.orderflow.callback",
  "io.orderflow.attention",
  "io.orderflow.integration.kafka",
  "io.orderflow.integration.notification",
  "io.orderflow.integration.rabbitmq",
  "io.orderflow.integration.resend",
  "io.orderflow.integration.webhook",
  "io.orderflow.process.backlog",
  "io.orderflow.process.partners"
})
public class ProcessorSagaModule {}
