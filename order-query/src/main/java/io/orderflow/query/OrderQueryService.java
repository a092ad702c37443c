package io.orderflow.query;

import io.orderflow.engine.service.Service;
import io.orderflow.engine.service.ServiceModule;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The read side as a service of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ServiceModule.class, OrderQueryModule.class})
public class OrderQueryService {

  public static void main(String[] arguments) {
    var _ = Service.run(OrderQueryService.class, "order-query", arguments);
  }
}
