package io.orderflow.simulator;

import io.orderflow.simulator.kafka.EmbeddedKafka;
import io.orderflow.simulator.kafka.KafkaSettings;
import io.orderflow.simulator.settings.SimulatorSettings;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The simulator as a process of its own; its settings come from simulator.yml and around it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SimulatorSettings.class, KafkaSettings.class})
public class PartnerSimulatorApplication {

  public static void main(String[] args) {
    new SpringApplicationBuilder(PartnerSimulatorApplication.class)
        .web(WebApplicationType.NONE)
        .properties("spring.config.name=simulator")
        .run(args);
  }

  @Bean
  AutoCloseable simulator(SimulatorSettings settings, KafkaSettings kafka) {
    return kafka.broker().mode() == KafkaSettings.Mode.ALONE
        ? EmbeddedKafka.start(kafka)
        : PartnerSimulator.start(settings, kafka);
  }
}
