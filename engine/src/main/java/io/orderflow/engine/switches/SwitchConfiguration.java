package io.orderflow.engine.switches;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
public class SwitchConfiguration {

  @Bean
  OperatorSwitches operatorSwitches(
      JdbcTemplate jdbc, ObjectProvider<DeclaredSwitches> modules, Clock clock) {
    return new OperatorSwitches(
        new SwitchTable(jdbc),
        () -> modules.stream().flatMap(module -> module.switches().stream()).toList(),
        clock);
  }

  /** Declared switches are beans, so that all are known before any setting is. */
  @Bean
  MeterBinder switchMeter(OperatorSwitches switches, ObjectProvider<DeclaredSwitches> modules) {
    return registry ->
        modules.stream()
            .flatMap(module -> module.switches().stream())
            .forEach(
                each ->
                    Gauge.builder(
                            "orderflow.switch.off",
                            switches,
                            known -> known.isOff(each.name()) ? 1 : 0)
                        .description("1 while an operator has switched it off, on all nodes")
                        .tag("switch", each.name())
                        .register(registry));
  }
}
