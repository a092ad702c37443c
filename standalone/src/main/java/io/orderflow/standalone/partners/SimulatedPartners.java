package io.orderflow.standalone.partners;

import io.orderflow.simulator.PartnerSimulator;
import io.orderflow.simulator.kafka.SimulatorKafkaProperties;
import io.orderflow.simulator.settings.SimulatorProperties;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Starts the simulated partners if they are enabled and at least one partner has no other URL. */
@Configuration(proxyBeanMethods = false)
@Conditional(SimulatedPartners.Wanted.class)
@EnableConfigurationProperties({SimulatorProperties.class, SimulatorKafkaProperties.class})
class SimulatedPartners {

  /**
   * A bean without a lifecycle: it is closed after all lifecycles have stopped, so the partners
   * answer until the last call of the shutdown.
   */
  @Bean(destroyMethod = "close")
  PartnerSimulator partnerSimulator(
      SimulatorProperties settings, SimulatorKafkaProperties kafka, Environment environment) {
    return PartnerSimulator.start(settings, new SimulatedCarrierKafka(environment).complete(kafka));
  }

  /** If all partners have other URLs, none is simulated. */
  static class Wanted implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      Environment environment = context.getEnvironment();
      boolean enabled =
          environment.getProperty("orderflow.simulator.enabled", Boolean.class, false);
      return enabled
          && Stream.of("payment", "processing", "shipping")
              .map(partner -> "orderflow.partners." + partner + ".url")
              .anyMatch(url -> isSimulator(environment.getProperty(url, ""), environment));
    }

    private static boolean isSimulator(String url, Environment environment) {
      return url.equals(environment.getProperty("orderflow.simulator.url"));
    }
  }
}
