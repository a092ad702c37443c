package io.orderflow.ordering;

import io.orderflow.engine.switches.DeclaredSwitches;
import io.orderflow.engine.switches.OperatorSwitches;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrderingProperties.class)
class OrderingConfiguration {

  @Bean
  OrderIdFactory orderIds(Clock clock) {
    return new OrderIdFactory(clock, new SecureRandom());
  }

  @Bean
  BacklogAdmissionPolicy backlogAdmissionPolicy(
      BacklogMonitor process, OrderingProperties properties) {
    return new BacklogAdmissionPolicy(process, properties.mostBehind());
  }

  @Bean
  DeclaredSwitches orderingSwitches() {
    return new DeclaredSwitches(List.of(OrderIntakeSwitch.SWITCH));
  }

  @Bean
  OrderIntakeSwitch orderIntakeSwitch(OperatorSwitches switches) {
    return new OrderIntakeSwitch(switches);
  }

  @Bean
  ConfigurerModule unknownOrders() {
    return registered(new UnknownOrderInterceptor());
  }

  @Bean
  ConfigurerModule commandsInTheLog() {
    return registered(new CommandLogInterceptor());
  }

  /** At the start: earlier, the bus is still being made. */
  private static ConfigurerModule registered(
      MessageHandlerInterceptor<CommandMessage<?>> interceptor) {
    return configurer ->
        configurer.onInitialize(
            axon ->
                axon.onStart(
                    Phase.LOCAL_MESSAGE_HANDLER_REGISTRATIONS,
                    () -> axon.commandBus().registerHandlerInterceptor(interceptor)));
  }
}
