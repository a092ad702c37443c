package io.orderflow.engine.service;

import io.orderflow.engine.EngineModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * One module as a process of its own, with a database of its own, and Axon Server between it and
 * the others.
 */
@Configuration(proxyBeanMethods = false)
@Import(EngineModule.class)
@EnableConfigurationProperties({NamedDatabase.class, ServiceSettings.class})
public class ServiceModule {

  @Bean
  static OnlyTogether onlyTogether() {
    return new OnlyTogether();
  }

  @Bean
  static PatientStart patientStart(ObjectProvider<ServiceSettings> settings) {
    return new PatientStart(settings);
  }

  @Bean
  WhereToLook whereToLook(Environment environment, NamedDatabase database) {
    return new WhereToLook(environment, database);
  }
}
