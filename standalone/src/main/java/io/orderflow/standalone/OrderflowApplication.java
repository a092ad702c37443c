package io.orderflow.standalone;

import io.orderflow.command.OrderCommandModule;
import io.orderflow.engine.EngineModule;
import io.orderflow.process.ProcessorSagaModule;
import io.orderflow.query.OrderQueryModule;
import io.orderflow.web.WebModule;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** Runs all modules in one process. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({
  EngineModule.class,
  WebModule.class,
  OrderCommandModule.class,
  ProcessorSagaModule.class,
  OrderQueryModule.class
})
public class OrderflowApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(OrderflowApplication.class, arguments);
  }
}
