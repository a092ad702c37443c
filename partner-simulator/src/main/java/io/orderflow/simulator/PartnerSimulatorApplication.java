package io.orderflow.simulator;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The simulator as a process of its own; its settings come from simulator.yml and around it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SimulatorSettings.class)
public class PartnerSimulatorApplication {

  public static void main(String[] args) {
    new SpringApplicationBuilder(PartnerSimulatorApplication.class)
        .web(WebApplicationType.NONE)
        .properties("spring.config.name=simulator")
        .run(args);
  }

  @Bean
  PartnerSimulator simulator(SimulatorSettings settings) {
    return PartnerSimulator.start(settings);
  }
}
