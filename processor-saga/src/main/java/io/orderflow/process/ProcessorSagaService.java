package io.orderflow.process;

import io.orderflow.engine.service.ServiceLauncher;
import io.orderflow.engine.service.ServiceModule;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The module as a service of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ServiceModule.class, ProcessorSagaModule.class})
public class ProcessorSagaService {

  public static void main(String[] arguments) {
    var _ = ServiceLauncher.run(ProcessorSagaService.class, "processor-saga", arguments);
  }
}
