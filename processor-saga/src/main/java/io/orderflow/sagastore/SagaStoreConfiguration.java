package io.orderflow.sagastore;

import io.orderflow.engine.switches.OperatorSwitches;
import io.orderflow.engine.tracing.SpanRecorder;
import java.time.Clock;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
public class SagaStoreConfiguration {

  @Bean
  DeadlineManager sagaRowDeadlineManager() {
    return new SagaRowDeadlineManager();
  }

  @Bean
  LanePauses lanePauses(OperatorSwitches switches) {
    return new LanePauses(switches::find);
  }

  @Bean
  SagaInfrastructure sagaInfrastructure(
      JdbcTemplate jdbc,
      TransactionManager transactions,
      Clock clock,
      ParameterResolverFactory parameters,
      HandlerDefinition handlers,
      LanePauses pauses,
      SpanRecorder spans) {
    return new SagaInfrastructure(jdbc, transactions, clock, parameters, handlers, pauses, spans);
  }
}
