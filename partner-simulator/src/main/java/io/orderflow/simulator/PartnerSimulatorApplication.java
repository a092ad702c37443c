package io.orderflow.simulator;

import io.orderflow.simulator.kafka.EmbeddedKafka;
import io.orderflow.simulator.kafka.SimulatorKafkaProperties;
import io.orderflow.simulator.settings.SimulatorProperties;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The simulator as a process of its own, configured by simulator.yml. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SimulatorProperties.class, SimulatorKafkaProperties.class})
public class PartnerSimulatorApplication {

  public static void main(String[] args) {
    new SpringApplicationBuilder(PartnerSimulatorApplication.class)
        .web(WebApplicationType.NONE)
        .properties("spring.config.name=simulator")
        .run(args);
  }

  @Bean
  AutoCloseable simulator(SimulatorProperties settings, SimulatorKafkaProperties kafka) {
    return kafka.broker().mode() == SimulatorKafkaProperties.Mode.ALONE
        ? EmbeddedKafka.start(kafka)
        : PartnerSimulator.start(settings, kafka);
  }
}
