package io.orderflow.query;

import io.orderflow.engine.service.ServiceLauncher;
import io.orderflow.engine.service.ServiceModule;
import io.orderflow.web.WebModule;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The read side as a service of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ServiceModule.class, WebModule.class, OrderQueryModule.class})
public class OrderQueryService {

  public static void main(String[] arguments) {
    var _ = ServiceLauncher.run(OrderQueryService.class, "order-query", arguments);
  }
}
