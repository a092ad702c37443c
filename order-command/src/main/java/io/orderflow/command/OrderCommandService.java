package io.orderflow.command;

import io.orderflow.engine.service.Service;
import io.orderflow.engine.service.ServiceModule;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The write side as a service of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ServiceModule.class, OrderCommandModule.class})
public class OrderCommandService {

  public static void main(String[] arguments) {
    var _ = Service.run(OrderCommandService.class, "order-command", arguments);
  }
}
