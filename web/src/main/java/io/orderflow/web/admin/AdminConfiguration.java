package io.orderflow.web.admin;

import io.orderflow.engine.operations.DeadLetterOperations;
import io.orderflow.engine.operations.ServiceStatuses;
import io.orderflow.engine.operations.SwitchStatuses;
import io.orderflow.web.admission.TrafficClass;
import io.orderflow.web.admission.TrafficRule;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The operator's endpoints for the event processors of this process and their dead letters. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
public class AdminConfiguration {

  @Bean
  TrafficRule operatorTraffic() {
    return new TrafficRule("/api/v1/admin/", TrafficClass.OPERATORS);
  }

  @Bean
  SwitchController switchController(SwitchStatuses switches) {
    return new SwitchController(switches);
  }

  @Bean
  ProcessorController processorController(ServiceStatuses statuses) {
    return new ProcessorController(statuses);
  }

  @Bean
  DeadLetterController deadLetterController(DeadLetterOperations letters, JsonMapper json) {
    return new DeadLetterController(letters, json);
  }
}
