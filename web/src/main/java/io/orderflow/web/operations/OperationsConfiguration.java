package io.orderflow.web.operations;

import io.orderflow.engine.deadletter.DeadLetterProcessor;
import io.orderflow.engine.deadletter.DeadLetterRegistry;
import io.orderflow.engine.processors.EventProcessor;
import io.orderflow.engine.processors.SegmentStatuses;
import io.orderflow.engine.processors.StreamHead;
import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.web.admission.TrafficClass;
import io.orderflow.web.admission.TrafficRule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The operator's endpoints for the event processors of this process and their dead letters. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
public class OperationsConfiguration {

  @Bean
  TrafficRule operatorTraffic() {
    return new TrafficRule("/api/v1/admin/", TrafficClass.OPERATORS);
  }

  @Bean
  SwitchController switchController(OperatorSwitches switches) {
    return new SwitchController(switches);
  }

  @Bean
  ProcessorController processorController(
      ObjectProvider<EventProcessor> declared,
      SegmentStatuses segments,
      DeadLetterRegistry letters,
      OperatorSwitches switches,
      StreamHead head) {
    return new ProcessorController(
        declared, new ProcessorController.Sources(segments, letters, switches, head));
  }

  @Bean
  DeadLetterController deadLetterController(
      DeadLetterRegistry letters, DeadLetterProcessor processor, JsonMapper json) {
    return new DeadLetterController(letters, processor, json);
  }
}
