package io.orderflow.command;

import io.orderflow.engine.service.ServiceLauncher;
import io.orderflow.engine.service.ServiceModule;
import io.orderflow.web.WebModule;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The write side as a service of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ServiceModule.class, WebModule.class, OrderCommandModule.class})
public class OrderCommandService {

  public static void main(String[] arguments) {
    var _ = ServiceLauncher.run(OrderCommandService.class, "order-command", arguments);
  }
}
